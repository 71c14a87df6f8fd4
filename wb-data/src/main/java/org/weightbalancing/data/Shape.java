package org.weightbalancing.data;

/** The outlines of drawn objects, as signed distances in the object's own frame where its half-size is 1. */
enum Shape {
    DISC("disc") {
        @Override
        double distance(double x, double y) {
            return Math.sqrt(x * x + y * y) - 0.88;
        }
    },
    SQUARE("square") {
        @Override
        double distance(double x, double y) {
            return Math.max(Math.abs(x), Math.abs(y)) - 0.78;
        }
    },
    TRIANGLE("triangle") {
        @Override
        double distance(double x, double y) {
            return Math.max(Math.abs(x) * 0.8660254 - y * 0.5, y) - 0.54;
        }
    },
    CROSS("cross") {
        @Override
        double distance(double x, double y) {
            double wide = Math.abs(x);
            double high = Math.abs(y);
            return Math.min(Math.max(wide - 1, high - 0.38), Math.max(wide - 0.38, high - 1));
        }
    },
    RING("ring") {
        @Override
        double distance(double x, double y) {
            return Math.abs(Math.sqrt(x * x + y * y) - 0.66) - 0.3;
        }
    };

    private final String noun;

    Shape(String noun) {
        this.noun = noun;
    }

    String noun() {
        return noun;
    }

    /** Distance to the outline, negative inside. */
    abstract double distance(double x, double y);
}
