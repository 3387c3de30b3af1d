package io.perch.dev.bench.report;

import static io.perch.dev.bench.report.SampleResults.ONE;
import static io.perch.dev.bench.report.SampleResults.SIXTY_FOUR;
import static io.perch.dev.bench.report.SampleResults.results;
import static io.perch.dev.bench.report.SampleResults.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.cases.Subject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

    @Test
    void hasABarPerFigureAsHighAsItsMedian() throws Exception {
        Document chart = drawn(results(
                sample(Subject.ONNX_FP32, ONE, 1000, 5),
                sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 5),
                sample(Subject.ONNX_INT8, SIXTY_FOUR, 1000, 2.5)));

        // the legend's two, then 1.0 of R1, 0.5 and 1.0 of R32
        List<Double> heights = numbers(chart, "rect", "height");
        assertThat(heights).hasSize(5);
        assertThat(heights.get(2)).isEqualTo(heights.get(4));
        assertThat(heights.get(3) / heights.get(2)).isEqualTo(0.5);
    }

    @Test
    void namesModelsAndGoalsAndDrawsTheGoals() throws Exception {
        Document chart = drawn(results(sample(Subject.ONNX_FP32, ONE, 1000, 5)));

        assertThat(chart.getDocumentElement().getTextContent())
                .contains("ONNX fp32, JVM", "1 caller", "of R1", "goal").doesNotContain("64 callers");
        assertThat(attributes(chart, "line", "stroke")).filteredOn("#d1434b"::equals).hasSize(2);
    }

    @Test
    void aRatioBeyondTheAxisStaysOnTheCanvas() throws Exception {
        Document chart = drawn(results(sample(Subject.ONNX_FP32, ONE, 1000, 1)));

        assertThat(numbers(chart, "rect", "y")).allMatch(y -> y >= 0);
        assertThat(chart.getDocumentElement().getTextContent()).contains("5.00");
    }

    private static Document drawn(Results results) throws Exception {
        InputSource svg = new InputSource(new StringReader(Chart.of(results)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg);
    }

    private static List<Double> numbers(Document chart, String tag, String attribute) {
        return attributes(chart, tag, attribute).stream().map(Double::valueOf).toList();
    }

    private static List<String> attributes(Document chart, String tag, String attribute) {
        NodeList elements = chart.getElementsByTagName(tag);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            values.add(((Element) elements.item(i)).getAttribute(attribute));
        }
        return values;
    }
}
