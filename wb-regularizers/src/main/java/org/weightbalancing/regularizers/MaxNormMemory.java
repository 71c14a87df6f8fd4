package org.weightbalancing.regularizers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** What {@link MaxNorm} remembers: a radius and a number of applications for each parameter, and what it did lately. */
final class MaxNormMemory {

    private record Ball(double radius, int applications) {}

    private final Map<String, Ball> balls = new TreeMap<>();
    private final List<Projection> activity = new ArrayList<>();

    /** Starts afresh with a parameter. */
    void begin(String parameter, double radius) {
        balls.put(parameter, new Ball(radius, 0));
    }

    /** Returns the radius of a parameter, which begins with the given one if it has not begun. */
    double radius(String parameter, DoubleSupplier initial) {
        return balls.computeIfAbsent(parameter, name -> new Ball(initial.getAsDouble(), 0)).radius;
    }

    /** Counts an application to a parameter that has begun, and records it. */
    void applied(Filters filters, int projected, double meanShrink) {
        Ball ball = balls.get(filters.name());
        balls.put(filters.name(), new Ball(ball.radius, ball.applications + 1));
        activity.add(new Projection(
                filters.layer(),
                filters.key(),
                ball.applications,
                ball.radius,
                filters.units(),
                projected,
                meanShrink));
    }

    Map<String, Double> radii() {
        Map<String, Double> radii = new TreeMap<>();
        balls.forEach((name, ball) -> radii.put(name, ball.radius));
        return Map.copyOf(radii);
    }

    List<Projection> activity() {
        return List.copyOf(activity);
    }

    void forgetActivity() {
        activity.clear();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(balls.size());
        for (Map.Entry<String, Ball> entry : balls.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeDouble(entry.getValue().radius);
            out.writeInt(entry.getValue().applications);
        }
        out.writeInt(activity.size());
        for (Projection projection : activity) {
            out.writeUTF(projection.layer());
            out.writeUTF(projection.key());
            out.writeInt(projection.application());
            out.writeDouble(projection.radius());
            out.writeInt(projection.units());
            out.writeInt(projection.projected());
            out.writeDouble(projection.meanShrink());
        }
    }

    static MaxNormMemory read(DataInputStream in) throws IOException {
        MaxNormMemory memory = new MaxNormMemory();
        int balls = RuleState.count(in);
        for (int i = 0; i < balls; i++) {
            String name = in.readUTF();
            Ball ball = new Ball(in.readDouble(), in.readInt());
            if (!(ball.radius > 0) || Double.isInfinite(ball.radius)) {
                throw new IOException("radius of " + name + " = " + ball.radius);
            }
            memory.balls.put(name, ball);
        }
        int records = RuleState.count(in);
        for (int i = 0; i < records; i++) {
            memory.activity.add(new Projection(
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt(),
                    in.readDouble(),
                    in.readInt(),
                    in.readInt(),
                    in.readDouble()));
        }
        return memory;
    }
}
