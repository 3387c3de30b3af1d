package io.perch.engine.network;

/** How alike two vectors are, 1 being the same direction. */
public final class Cosine {

    private Cosine() {
    }

    /** Of vectors of one length. Two of nothing but zeros are alike; NaN anywhere gives NaN. */
    public static double of(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 && bb == 0 ? 1 : dot / Math.max(Math.sqrt(aa * bb), Double.MIN_NORMAL);
    }
}
