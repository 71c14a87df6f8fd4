package org.weightbalancing.app.run;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.live.LiveReport;
import org.weightbalancing.app.live.Watched;
import org.weightbalancing.app.report.Report;

/**
 * The growing report of a run or study in the browser, if somebody asked for it; its port is taken from the beginning.
 *
 * @param server that shows it
 * @param messages where its address is told
 */
public record LiveView(Optional<LiveReport> server, PrintWriter messages) implements AutoCloseable {

    /** One that shows. */
    static LiveView of(LiveReport server, PrintWriter messages) {
        return new LiveView(Optional.of(server), messages);
    }

    /** One that nobody asked for. */
    static LiveView none() {
        return new LiveView(Optional.empty(), new PrintWriter(Writer.nullWriter()));
    }

    /** Begins to show a run, or the runs of a folder, and tells where. */
    public void show(Path folder) {
        begin(report -> report.show(folder, (runs, version) -> Report.live(runs).html()));
    }

    /** Begins to show what changes, and tells where. */
    public void show(Watched watched) {
        begin(report -> report.show(watched));
    }

    private void begin(Consumer<LiveReport> begin) {
        server.ifPresent(report -> {
            begin.accept(report);
            messages.println("wb: watch it on " + report.address());
            messages.flush();
        });
    }

    /** Begins to show a run, and tells where. */
    public RunDirectory showing(RunDirectory directory) {
        show(directory.path());
        return directory;
    }

    /** Stops, when a page that is open has seen the end. */
    @Override
    public void close() {
        server.ifPresent(LiveReport::close);
    }
}
