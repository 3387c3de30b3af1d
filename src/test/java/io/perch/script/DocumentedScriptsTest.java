package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documented connectors do in their scripts, construct by construct. */
class DocumentedScriptsTest {

    @Nested
    class TitanEmbedding {

        private static final String PRE = """

                    StringBuilder quoted = new StringBuilder();
                    quoted.append("\\"");
                    String text = params.text_docs[0]; // one call per document
                    quoted.append(text);
                    quoted.append("\\"");
                    def inner = "{" +"\\"inputText\\":" + quoted + "}";
                    return  "{" +"\\"parameters\\":" + inner + "}";""";

        private static final String POST = """

                      def tensor = "sentence_embedding";
                      def type = "FLOAT32";
                      if (params.embedding == null || params.embedding.length == 0) {
                        return params.message;
                      }
                      def size = [params.embedding.length];
                      def answer = "{" +
                                 "\\"name\\":\\"" + tensor + "\\"," +
                                 "\\"data_type\\":\\"" + type + "\\"," +
                                 "\\"shape\\":" + size + "," +
                                 "\\"data\\":" + params.embedding +
                                 "}";
                      return answer;
                """;

        @Test
        void theFirstDocumentBecomesTheInput() {
            assertThat(Run.of(PRE, "{'text_docs':['hello','not me']}".replace('\'', '"')))
                    .isEqualTo("{\"parameters\":{\"inputText\":\"hello\"}}");
        }

        @Test
        void theEmbeddingIsWrittenAsJavaWritesAList() {
            assertThat(Run.of(POST, "{\"embedding\":[0.1, -2.5, 1.0E-5, 3]}")).isEqualTo("{\"name\":\"sentence_embedding\","
                    + "\"data_type\":\"FLOAT32\",\"shape\":[4],\"data\":[0.1, -2.5, 1.0E-5, 3]}");
        }

        @Test
        void withoutAnEmbeddingItIsTheMessage() {
            assertThat(Run.of(POST, "{\"message\":\"too many tokens\"}")).isEqualTo("too many tokens");
            assertThat(Run.of(POST, "{\"embedding\":[],\"message\":\"nothing\"}")).isEqualTo("nothing");
            assertThat(Run.of(POST, "{}")).isNull();
        }
    }

    @Nested
    class TitanMultimodal {

        private static final String PRE = """
                    StringBuilder json = new StringBuilder("{");
                    if (params.text_docs.length > 0 && params.text_docs[0] != null) {
                      json.append("\\"inputText\\":");
                      json.append("\\"");
                      json.append(params.text_docs[0]);
                      json.append("\\"");
                      if (params.text_docs.length > 1 && params.text_docs[1] != null) {
                        json.append(",");
                      }
                    }
                    if (params.text_docs.length > 1 && params.text_docs[1] != null) {
                      json.append("\\"inputImage\\":");
                      json.append("\\"" + params.text_docs[1] + "\\"")
                    }
                    json.append("}");
                    return  "{" +"\\"parameters\\":" + json + "}";
                """;

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "[\"a\"]         | {\"inputText\":\"a\"}",
            "[\"a\",\"b\"]   | {\"inputText\":\"a\",\"inputImage\":\"b\"}",
            "[null,\"b\"]    | {\"inputImage\":\"b\"}",
            "[\"a\",null]    | {\"inputText\":\"a\"}",
            "[]              | {}"})
        void takesWhatIsThere(String docs, String parameters) {
            assertThat(Run.json(PRE, "{\"text_docs\":" + docs + "}")).isEqualTo(Run.json("{\"parameters\":" + parameters + "}"));
        }
    }

    @Nested
    class SeveralDocuments {

        private static final String PRE = """
                StringBuilder list = new StringBuilder('[');
                for (int i=0; i<params.text_docs.length; i ++) {
                  list.append('"');
                  list.append(escape(params.text_docs[i]));
                  list.append('"');
                  if (i<params.text_docs.length - 1) {
                    list.append(',')
                  }
                }
                list.append(']');
                def inner = '{"length": ' + params.text_docs.length + ', "input": ' + list + ' }';
                return  '{"parameters": ' + inner + '}';""";

        @Test
        void becomeOneArray() {
            assertThat(Run.json(PRE, "{\"text_docs\":[\"a\",\"b\",\"c\"]}"))
                    .isEqualTo(Run.json("{\"parameters\":{\"length\":3,\"input\":[\"a\",\"b\",\"c\"]}}"));
        }

        @Test
        void escapeIsThereThoughNobodyDeclaresIt() {
            String nasty = "\"say \\\"hi\\\"\\t\\\\t \\u0001 \\n\\r\\b\\f\"";

            assertThat(Run.json(PRE, "{\"text_docs\":[" + nasty + "]}"))
                    .isEqualTo(Run.json("{\"parameters\":{\"length\":1,\"input\":[" + nasty + "]}}"));
        }
    }

    @Nested
    class CrossEncoder {

        /** Line breaks and their like stand in quotes as they are: the JSON around the script has been read already. */
        private static final String PRE = """
                String escape(def input) {
                   if (input.contains("\\\\")) {
                     input = input.replace("\\\\", "\\\\\\\\");
                   }
                   if (input.contains("\\"")) {
                     input = input.replace("\\"", "\\\\\\"");
                   }
                   if (input.contains('\r')) {
                     input = input = input.replace('\r', '\\\\r');
                   }
                   if (input.contains('\n')) {
                     input = input.replace('\n', '\\\\n');
                   }
                   if (input.contains('\b')) {
                     input = input.replace('\b', '\\\\b');
                   }
                   if (input.contains('\f')) {
                     input = input.replace('\f', '\\\\f');
                   }
                   return input;
                }

                String asked = params.query_text;
                StringBuilder pairs = new StringBuilder('[');
                for (int i=0; i<params.text_docs.length; i ++) {
                  pairs.append('{"text":"');
                  pairs.append(escape(asked));
                  pairs.append('", "text_pair":"');
                  pairs.append(escape(params.text_docs[i]));
                  pairs.append('"}');
                  if (i<params.text_docs.length - 1) {
                    pairs.append(',');
                  }
                }
                pairs.append(']');
                def inner = '{ "inputs": ' + pairs + ' }';
                return  '{"parameters": ' + inner + '}';
                """;

        private static final String POST = """
                if (params.result == null)
                {
                    return 'no result';
                    //return params.response;
                }
                def found = params.result;
                def tensors = new StringBuilder('[ ');
                for (int i=0; i<found.length; i++) {
                  tensors.append(' {"name": "similarity", "data_type": "FLOAT32", "shape": [1],');
                  /* one number each */
                  tensors.append('"data": [');
                  tensors.append(found[i].score);
                  tensors.append(']}');
                  if (i<found.length - 1) {
                    tensors.append(',');
                  }
                }
                tensors.append(']');
                return tensors.toString();
                """;

        @Test
        void theQueryMeetsEachDocument() {
            String params = "{\"query_text\":\"a \\\"b\\\"\",\"text_docs\":[\"c\\\\d\",\"e\\nf\\rg\\bh\\fi\"]}";

            assertThat(Run.json(PRE, params)).isEqualTo(Run.json("{\"parameters\":{\"inputs\":["
                    + "{\"text\":\"a \\\"b\\\"\",\"text_pair\":\"c\\\\d\"},"
                    + "{\"text\":\"a \\\"b\\\"\",\"text_pair\":\"e\\nf\\rg\\bh\\fi\"}]}}"));
        }

        @Test
        void eachScoreBecomesATensor() {
            assertThat(Run.json(POST, "{\"result\":[{\"label\":\"L\",\"score\":0.054},{\"label\":\"L\",\"score\":1}]}"))
                    .isEqualTo(Run.json("[{\"name\":\"similarity\",\"data_type\":\"FLOAT32\",\"shape\":[1],\"data\":[0.054]},"
                            + "{\"name\":\"similarity\",\"data_type\":\"FLOAT32\",\"shape\":[1],\"data\":[1]}]"));
            assertThat(Run.of(POST)).isEqualTo("no result");
        }
    }

    @Nested
    class RerankInOrderOfScore {

        private static final String POST = """
                if (params.results == null || params.results.length == 0) {
                  throw new IllegalArgumentException("nothing to rank");
                }
                def found = params.results;
                def scores = new Double[found.length];
                for (int i=0; i<found.length; i++) {
                  def at = new BigDecimal(found[i].index.toString()).intValue();
                  scores[at] = found[i].relevance_score;
                }
                def tensors = new StringBuilder('[');
                for (int i=0; i<scores.length; i++) {
                  tensors.append('{"data": [');
                  tensors.append(scores[i]);
                  tensors.append(']}');
                  if (i<found.length - 1) {
                    tensors.append(',');
                  }
                }
                tensors.append(']');
                return tensors.toString();
                """;

        private static final String IN_PLACE = """
                def found = params.result;
                def sorted = found;
                for (int i=0; i<found.length; i++) {
                  def at = new BigDecimal(found[i].index.toString()).intValue();
                  sorted[at] = found[i];
                }
                return found.length + " " + sorted[1].score;
                """;

        @Test
        void scoresGoBackToTheirDocuments() {
            String results = "[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.1}]";

            assertThat(Run.of(POST, "{\"results\":" + results + "}")).isEqualTo("[{\"data\": [0.1]},{\"data\": [0.9]}]");
        }

        @Test
        void anIndexMayHaveADecimalPointAndAScoreNone() {
            String results = "[{\"index\":1.0,\"relevance_score\":1},{\"index\":0.0,\"relevance_score\":0}]";

            assertThat(Run.of(POST, "{\"results\":" + results + "}")).isEqualTo("[{\"data\": [0.0]},{\"data\": [1.0]}]");
        }

        @Test
        void itsOwnExceptionIsTheReason() {
            ScriptFault fault = Run.fault(POST, "{\"results\":[]}");

            assertThat(fault.sort()).isEqualTo(ScriptFault.Sort.THROWN);
            assertThat(fault.reason()).isEqualTo("nothing to rank");
            assertThat(fault.line()).isEqualTo(2);
        }

        @Test
        void theAnswerItselfMayBeChanged() {
            assertThat(Run.of(IN_PLACE, "{\"result\":[{\"index\":0,\"score\":0.5},{\"index\":1,\"score\":0.25}]}"))
                    .isEqualTo("2 0.25");
        }
    }

    @Nested
    class CohereQuantized {

        private static final String POST = """
                def type = "FLOAT32";
                def vectors;
                if (params.embeddings.int8 != null) {
                  type = "INT8";
                  vectors = params.embeddings.int8;
                } else if (params.embeddings.float != null) {
                  vectors = params.embeddings.float;
                }
                if (vectors == null) {
                  return "no embedding";
                }
                def tensors = new StringBuilder("[");
                for (int m=0; m<vectors.length; m++) {
                  def length = vectors[m].length;
                  def numbers = new StringBuilder("[");
                  def shape = [length];
                  for (int i=0; i<length; i++) {
                    def number;
                    if ("FLOAT32".equals(type)) {
                      number = vectors[m][i].floatValue();
                    } else if ("INT8".equals(type) || "UINT8".equals(type)) {
                      number = vectors[m][i].intValue();
                    }
                    numbers.append(number);
                    if (i < length - 1) {
                      numbers.append(",");
                    }
                  }
                  numbers.append("]");
                  tensors.append('{"shape":' + shape + ',' + '"data":' + numbers + '}');
                  if (m < vectors.length - 1) {
                    tensors.append(",");
                  }
                }
                tensors.append("]");
                return tensors.toString();
                """;

        @Test
        void bytesStayWhole() {
            assertThat(Run.of(POST, "{\"embeddings\":{\"int8\":[[20,-11.0],[58,-30]]}}"))
                    .isEqualTo("[{\"shape\":[2],\"data\":[20,-11]},{\"shape\":[2],\"data\":[58,-30]}]");
        }

        @Test
        void floatsAreCutToFloats() {
            assertThat(Run.of(POST, "{\"embeddings\":{\"float\":[[0.1,0.123456789012]]}}"))
                    .isEqualTo("[{\"shape\":[2],\"data\":[0.1,0.12345679]}]");
            assertThat(Run.of(POST, "{\"embeddings\":{}}")).isEqualTo("no embedding");
        }
    }

    @Nested
    class Texts {

        private static final String SAGEMAKER = """
                if (params.result == null || params.result.length == 0) {
                  throw new Exception('no answer');
                }
                def text = params.result[0].generated_text;
                return '{' +
                         '"name": "response",'+
                         '"dataAsMap": {' +
                            '"completion":"' + escape(text) + '"}' +
                       '}';
                """;

        private static final String GUARDRAIL =
                "if (params['amazon-bedrock-guardrailAction']=='INTERVENED') throw new IllegalArgumentException(\"blocked\");";

        private static final String HIGHLIGHTER = """
                // one document, or several
                if (params.question != null && params.context != null && params.inputs == null) {
                  return '{"parameters":{"question":"' + params.question + '","context":"' + params.context + '"}}';
                }
                else if (params.inputs != null) {
                  String all = params.inputs.toString();
                  return '{"parameters":{"inputs":' + all + '}}';
                }
                else {
                  throw new IllegalArgumentException("neither question nor inputs");
                }""";

        private static final String SPARSE = """
                String escape(def input) {
                  if (input instanceof String) { if (input.contains('"')) { input = input.replace('"', '\\\\"'); } return input; }
                  return input.toString();
                }
                if (params.result == null || params.result.length == 0) { return '{"dataAsMap":{"error":"none"}}'; }
                String weights = params.result[0].toString();
                weights = weights.substring(1, weights.length() - 1).replace('=', '":').replace(', ', ',"');
                return '{"dataAsMap":{"response":{"' + weights + '}}}';
                """;

        private static final String CLAUDE = """
                def texts = [];
                if (params.content != null && params.content.size() > 0) {
                  for (part in params.content) {
                    if (part.type == "text") {
                      def text = part.text;
                      texts.add(text);
                    }
                  }
                }
                return texts;""";

        @Test
        void aCompletionIsEscaped() {
            assertThat(Run.json(SAGEMAKER, "{\"result\":[{\"generated_text\":\"a \\\"b\\\"\\nc\"}]}"))
                    .isEqualTo(Run.json("{\"name\":\"response\",\"dataAsMap\":{\"completion\":\"a \\\"b\\\"\\nc\"}}"));
            assertThat(Run.fault(SAGEMAKER)).hasMessage("line 2, column 3: no answer");
        }

        @Test
        void aGuardrailThrowsOrGivesNothing() {
            assertThat(Run.fault(GUARDRAIL, "{\"amazon-bedrock-guardrailAction\":\"INTERVENED\"}").reason()).isEqualTo("blocked");
            assertThat(Run.of(GUARDRAIL, "{\"amazon-bedrock-guardrailAction\":\"NONE\"}")).isNull();
        }

        @Test
        void oneScriptServesBothInputs() {
            assertThat(Run.json(HIGHLIGHTER, "{\"question\":\"q\",\"context\":\"c\"}"))
                    .isEqualTo(Run.json("{\"parameters\":{\"question\":\"q\",\"context\":\"c\"}}"));
            assertThat(Run.of(HIGHLIGHTER, "{\"inputs\":\"[1]\"}")).isEqualTo("{\"parameters\":{\"inputs\":[1]}}");
            assertThat(Run.fault(HIGHLIGHTER).reason()).isEqualTo("neither question nor inputs");
        }

        @Test
        void aMapIsRewrittenAsJson() {
            assertThat(Run.json(SPARSE, "{\"result\":[{\"hello\":1.5,\"world\":0.25}]}"))
                    .isEqualTo(Run.json("{\"dataAsMap\":{\"response\":{\"hello\":1.5,\"world\":0.25}}}"));
            assertThat(Run.of(SPARSE)).isEqualTo("{\"dataAsMap\":{\"error\":\"none\"}}");
        }

        @Test
        void aListIsAnAnswerToo() {
            String parts = "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"tool\"},{\"type\":\"text\",\"text\":\"b\"}";

            assertThat(Run.of(CLAUDE, "{\"content\":[" + parts + "]}")).isEqualTo(List.of("a", "b"));
        }
    }
}
