package org.weightbalancing.data;

import org.weightbalancing.data.random.RandomStream;

/** One textured shape in a certain pose and two colours, ready to be painted. */
final class Figure {
    private static final int CHANNELS = Canvas.CHANNELS;

    private final Shape shape;
    private final Texture texture;
    private final double x;
    private final double y;
    private final double radius;
    private final double stretch;
    private final Turn pose;
    private final Turn grain;
    private final double period;
    private final double phase;
    private final float[] first;
    private final float[] second;

    /** A turn of the plane by an angle drawn uniformly, up to the given one to either side. */
    private record Turn(double cosine, double sine) {
        static Turn of(double most, RandomStream random) {
            double angle = random.between(-most, most);
            return new Turn(StrictMath.cos(angle), StrictMath.sin(angle));
        }

        double along(double x, double y) {
            return cosine * x + sine * y;
        }

        double across(double x, double y) {
            return cosine * y - sine * x;
        }
    }

    Figure(Shape shape, Texture texture, double x, double y, double radius, float[][] colours, RandomStream random) {
        this.shape = shape;
        this.texture = texture;
        this.x = x;
        this.y = y;
        this.radius = radius;
        this.stretch = random.between(1, Difficulty.LARGEST_STRETCH);
        this.pose = Turn.of(Difficulty.MOST_TURN, random);
        this.grain = Turn.of(Math.PI, random);
        this.period = random.between(Difficulty.SMALLEST_PERIOD, Difficulty.LARGEST_PERIOD);
        this.phase = random.between(0, period);
        this.first = colours[0];
        this.second = colours[1];
    }

    void paint(Canvas canvas) {
        float[] colour = new float[CHANNELS];
        for (int row = 0; row < Canvas.SIDE; row++) {
            for (int column = 0; column < Canvas.SIDE; column++) {
                double dx = column - x;
                double dy = row - y;
                double cover = cover(dx, dy);
                if (cover > 0) {
                    double share = texture.share(grain.along(dx, dy) + phase, grain.across(dx, dy) + phase, period);
                    for (int c = 0; c < CHANNELS; c++) {
                        colour[c] = (float) (first[c] + share * (second[c] - first[c]));
                    }
                    canvas.blend(row, column, cover, colour);
                }
            }
        }
    }

    // A pixel at distance d from the outline is covered to the part 1/2 - d: one pixel of soft edge.
    private double cover(double dx, double dy) {
        double along = pose.along(dx, dy) / (radius * stretch);
        double across = pose.across(dx, dy) * stretch / radius;
        return Math.max(0, Math.min(1, 0.5 - radius * shape.distance(along, across)));
    }
}
