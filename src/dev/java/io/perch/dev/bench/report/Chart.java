package io.perch.dev.bench.report;

import io.perch.dev.bench.report.Results.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios to the raw engine as an SVG: a group of bars per {@link Goal}, a bar per model and server, whiskers from minimum to
 * maximum, the goal as a line across its bar. Its colours can be read on white and on black.
 */
public final class Chart {

    private static final List<String> COLOURS = List.of("#4c8bd0", "#d98b2b", "#3fa37a", "#b56bb8", "#c9594f", "#8f8f3a");
    private static final String INK = "#7b8794";
    private static final String GOAL = "#d1434b";

    private static final int WIDTH = 1080;
    private static final int LEFT = 60;
    private static final int RIGHT = 1064;
    private static final int TOP = 74;
    private static final int BOTTOM = 404;
    private static final int HEIGHT = 470;
    /** Of the axis; a ratio above it is drawn up to it. */
    private static final double MOST = 1.2;

    private final StringBuilder svg = new StringBuilder();
    private final Results results;
    private final List<Goal> goals;
    private final List<Series> series;

    private Chart(Results results) {
        this.results = results;
        this.series = results.series();
        this.goals = Goal.ALL.stream().filter(this::measured).toList();
    }

    private boolean measured(Goal goal) {
        return series.stream().anyMatch(any -> !results.of(any, goal.cell()).isEmpty());
    }

    public static String of(Results results) {
        return new Chart(results).drawn();
    }

    private String drawn() {
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"", WIDTH, HEIGHT);
        line(" font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">", INK);
        line("<title>Perch's documents per CPU-second, as ratios to the raw engine</title>");
        text(LEFT, 20, "start", "font-size=\"15\" font-weight=\"bold\"",
                "Documents per CPU-second of the server, as a ratio to the raw engine (all-MiniLM-L6-v2)");
        legend();
        axis();
        for (int group = 0; group < goals.size(); group++) {
            group(goals.get(group), LEFT + group * groupWidth());
        }
        line("</svg>");
        return svg.toString();
    }

    private void legend() {
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            line("<rect x=\"%.1f\" y=\"34\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>", x, colour(i));
            text(x + 17, 44, "start", "", name);
            x += 17 + 7.0 * name.length() + 22;
        }
        stroke(x, 40, x + 18, 40, GOAL, 2.5);
        text(x + 24, 44, "start", "", "goal");
    }

    private void axis() {
        for (int tenths = 0; tenths <= MOST * 10; tenths += 2) {
            double y = y(tenths / 10.0);
            stroke(LEFT, y, RIGHT, y, INK, tenths % 10 == 0 ? 1 : 0.25);
            text(LEFT - 8, y + 4, "end", "", String.format(Locale.ROOT, "%.1f", tenths / 10.0));
        }
        line("<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">ratio to the raw engine</text>",
                (TOP + BOTTOM) / 2);
    }

    private void group(Goal goal, double left) {
        double width = groupWidth() * 0.84 / series.size();
        double x = left + groupWidth() * 0.08;
        for (int i = 0; i < series.size(); i++) {
            List<Sample> samples = results.of(series.get(i), goal.cell());
            if (!samples.isEmpty()) {
                bar(x, width, colour(i), Spread.of(samples, sample -> sample.ratio(goal.yardstick())));
                goalLine(goal, series.get(i), x, width);
            }
            x += width;
        }
        label(goal, left + groupWidth() / 2);
    }

    private void bar(double x, double width, String colour, Spread ratio) {
        double y = y(ratio.median());
        double middle = x + width / 2;
        line("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x + 1, y, width - 2, BOTTOM - y, colour);
        stroke(middle, y(ratio.min()), middle, y(ratio.max()), INK, 1.5);
        text(middle, BOTTOM - 6, "middle", "font-size=\"10.5\" fill=\"#ffffff\"",
                String.format(Locale.ROOT, "%.2f", ratio.median()));
    }

    private void goalLine(Goal goal, Series of, double x, double width) {
        Double wanted = goal.atLeast().get(of.subject());
        if (wanted != null) {
            stroke(x, y(wanted), x + width, y(wanted), GOAL, 2.5);
        }
    }

    /** In two or three lines: what is asked, and what it is compared with. */
    private void label(Goal goal, double middle) {
        List<String> words = new ArrayList<>(List.of(goal.name().split(", | (?=in )")));
        words.add("of " + goal.measure());
        for (int i = 0; i < words.size(); i++) {
            text(middle, BOTTOM + 18 + i * 15, "middle", i == words.size() - 1 ? "fill-opacity=\"0.75\"" : "", words.get(i));
        }
    }

    private double groupWidth() {
        return (double) (RIGHT - LEFT) / goals.size();
    }

    private static double y(double ratio) {
        return BOTTOM - Math.min(ratio, MOST) / MOST * (BOTTOM - TOP);
    }

    private static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    private void stroke(double x1, double y1, double x2, double y2, String colour, double width) {
        line("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.2f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    private void text(double x, double y, String anchor, String attributes, String text) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, attributes, text);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
