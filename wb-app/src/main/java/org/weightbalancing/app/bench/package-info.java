/**
 * Measures how many images a second a network trains on and classifies, alone or in turns with another implementation.
 *
 * <pre>{@code
 * NetworkContestant wb = NetworkContestant.wb(ResNetSpec.resnet20(100), 64);
 * Schedule schedule = new Schedule(3, 20, 10);
 * Entrant own = new Entrant("wb", wb, schedule);
 * Entrant stock = new Entrant("stock", wb.stock(), schedule.forStock());
 * TaskResult result = Rounds.run(Task.TRAIN, own, Optional.of(stock), System.err::println);
 * result.ratio().orElseThrow().median();                     // wb / stock
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.bench.NamedNetwork} knows the networks by name;
 *   <li>a {@link org.weightbalancing.app.bench.Contestant} makes steps of a {@link org.weightbalancing.app.bench.Task}:
 *       {@link org.weightbalancing.app.bench.NetworkContestant} in this process, with the layers of wb or, by
 *       {@link org.weightbalancing.app.bench.StockTwin}, of DL4J; {@link org.weightbalancing.app.bench.ExternalProgram}
 *       in a process of its own, and a {@link org.weightbalancing.app.bench.ProgramException} says what is wrong with
 *       it;
 *   <li>{@link org.weightbalancing.app.bench.Rounds} lets one or two {@link org.weightbalancing.app.bench.Entrant}s
 *       take turns as a {@link org.weightbalancing.app.bench.Schedule} says;
 *   <li>{@link org.weightbalancing.app.bench.Measurement}, {@link org.weightbalancing.app.bench.Pair},
 *       {@link org.weightbalancing.app.bench.Ratio} and {@link org.weightbalancing.app.bench.TaskResult} are what comes
 *       out.
 * </ul>
 */
package org.weightbalancing.app.bench;
