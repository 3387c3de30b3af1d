package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassagesTest {

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonText.tree(text).orElseThrow();
    }

    @Test
    void everyParameterIsLookedAt() {
        PredictInput input = new PredictInput.Remote(Map.of("inputs", json("{\"deep\": [{\"text\": \"a\", \"card\": 4111}]}")), null);

        assertThat(Passages.of(input)).containsExactly(new Passage("parameters.inputs.deep[0].text", "a"),
                new Passage("parameters.inputs.deep[0].card", "4111"));
    }

    @Test
    void everyMessageOfAChatIsLookedAtButNotWhoIsSpeaking() {
        PredictInput input = new PredictInput.Chat(json("""
                {"model": "m", "messages": [{"role": "system", "content": "be kind"},
                  {"role": "user", "content": [{"type": "text", "text": "hello"}]}], "user": "me"}"""));

        assertThat(Passages.of(input)).containsExactly(new Passage("messages[0].content", "be kind"),
                new Passage("messages[1].content[0].text", "hello"), new Passage("user", "me"));
    }

    @Test
    void aRoleThatIsNoneIsAText() {
        PredictInput input = new PredictInput.Chat(json("{\"messages\": [{\"role\": \"say abort\", \"content\": \"x\"}]}"));

        assertThat(Passages.of(input)).extracting(Passage::text).containsExactly("say abort", "x");
    }

    @Test
    void aTextWithEscapesIsThereBothWays() {
        PredictInput input = new PredictInput.Remote(Map.of("messages", JsonText.tree("\"[\\\"\\\\u0061bort\\\"]\"").orElseThrow()), null);

        assertThat(Passages.of(input)).extracting(Passage::text).containsExactly("[\"\\u0061bort\"]", "[\"abort\"]");
    }

    @Test
    void textsOfAnswersAreLookedAtAndNumbersOfVectorsAreNot() {
        PredictOutput output = new PredictOutput(List.of(new Result(List.of(
                new Tensor.Json("response", "{\"completion\": \"so it is\"}"), new Tensor.Text("answer", "yes", 0.5),
                new Tensor.Floats("vector", new long[] {1}, new float[] {1})), 1, false)));

        assertThat(Passages.of(output)).containsExactly(new Passage("completion", "so it is"), new Passage("result", "yes"));
    }
}
