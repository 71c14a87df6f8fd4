package org.weightbalancing.train.loss;

/**
 * The logarithm of one plus each entry of a row, in a loop without a branch, of which the virtual machine makes vector
 * instructions.
 *
 * <p>log(1 + x) = 2 atanh(s) with s = x / (2 + x), and atanh(s) = s + s^3 q(s^2) with q the minimax polynomial of degree 8
 * for |s| at most 1/3, of error 5e-17.
 */
final class Logarithms {

    private Logarithms() {}

    /**
     * Computes log(1 + x) of entries from -1/2 to 1, within 3 units in the last place, however small x is. NaN gives NaN;
     * the result may be the row itself.
     */
    static void ofOnePlus(double[] row, double[] result) {
        for (int c = 0; c < result.length; c++) {
            double s = row[c] / (2 + row[c]);
            double v = s * s;
            double q = 0.17748859841497694;
            q = q * v + 0.09898302288192162;
            q = q * v + 0.13587247224081475;
            q = q * v + 0.1536419194926025;
            q = q * v + 0.18182820743400546;
            q = q * v + 0.22222192654230144;
            q = q * v + 0.28571429063199955;
            q = q * v + 0.39999999995997393;
            q = q * v + 0.6666666666667788;
            result[c] = 2 * s + s * v * q;
        }
    }
}
