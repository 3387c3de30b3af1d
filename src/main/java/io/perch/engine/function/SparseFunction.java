package io.perch.engine.function;

import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.TextDocs;
import java.util.List;

/** What SPARSE_ENCODING and SPARSE_TOKENIZE have in common: texts in, weights of tokens out, under their text or their number. */
abstract sealed class SparseFunction implements TextFunction permits SparseEncoding, SparseTokenize {

    final TokenTexts texts;
    private final TextTokenizer tokenizer;
    private final Inputs inputs;

    SparseFunction(TextTokenizer tokenizer, Inputs inputs) {
        this.tokenizer = tokenizer;
        this.inputs = inputs;
        this.texts = new TokenTexts(tokenizer::decode);
    }

    @Override
    public Asked read(PredictInput input) {
        TextDocs docs = inputs.texts(input);
        return new Asked(docs.docs().stream().map(EncodeInput::new).toList(),
                docs.filter() == null ? ResultFilter.ALL : docs.filter(), docs.sparseFormat());
    }

    @Override
    public final Asked sample() {
        return new Asked(List.of(new EncodeInput("warm up sentence")));
    }

    @Override
    public final List<Tokens> tokenize(EncodeInput text) {
        return List.of(tokenizer.encode(text));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
