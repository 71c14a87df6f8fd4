package org.weightbalancing.data;

/** The fillings of drawn objects: how much of the second colour a point has, 0 to 1, with edges one pixel soft. */
enum Texture {
    PLAIN("plain") {
        @Override
        double share(double u, double v, double period) {
            return 0;
        }
    },
    STRIPED("striped") {
        @Override
        double share(double u, double v, double period) {
            return soft(period / (2 * Math.PI) * StrictMath.sin(2 * Math.PI * u / period));
        }
    },
    DOTTED("dotted") {
        @Override
        double share(double u, double v, double period) {
            double du = u - period * Math.rint(u / period);
            double dv = v - period * Math.rint(v / period);
            return soft(0.33 * period - Math.sqrt(du * du + dv * dv));
        }
    },
    CHECKERED("checkered") {
        @Override
        double share(double u, double v, double period) {
            double product = StrictMath.sin(2 * Math.PI * u / (1.25 * period))
                    * StrictMath.sin(2 * Math.PI * v / (1.25 * period));
            return soft(1.25 * period / (2 * Math.PI) * product * 1.3);
        }
    };

    private final String adjective;

    Texture(String adjective) {
        this.adjective = adjective;
    }

    String adjective() {
        return adjective;
    }

    /** Share of the second colour at (u, v), in pixels of the texture's own turned frame. */
    abstract double share(double u, double v, double period);

    private static double soft(double pixelsInside) {
        return Math.max(0, Math.min(1, 0.5 + pixelsInside));
    }
}
