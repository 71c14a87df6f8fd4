package org.weightbalancing.app.run;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.training.FilterFiles;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.RunWatch;
import org.weightbalancing.app.training.Trained;

/** The networks of a run that are done, in memory and on disk. */
final class FinishedNetworks {

    private final RunDirectory directory;
    private final Provenance provenance;
    private final RunWatch watch;
    private final Map<String, Trained> networks;

    /**
     * Goes on with a run.
     *
     * @param directory of the run
     * @param provenance that notes them
     * @param watch of the run
     * @param networks that are done already, by name
     */
    FinishedNetworks(RunDirectory directory, Provenance provenance, RunWatch watch, Map<String, Trained> networks) {
        this.directory = directory;
        this.provenance = provenance;
        this.watch = watch;
        this.networks = new LinkedHashMap<>(networks);
    }

    boolean has(String name) {
        return networks.containsKey(name);
    }

    /** A view of them, in the order in which they were done. */
    Map<String, Trained> byName() {
        return Collections.unmodifiableMap(networks);
    }

    void addAll(Collection<Trained> all) {
        all.forEach(this::add);
    }

    /** Adds a network, after which checkpoints of its stage are of no use. */
    void add(Trained trained) {
        networks.put(trained.name(), trained);
        trained.write(directory);
        FilterFiles.write(trained, directory);
        provenance.network(trained, directory);
        directory.write(RunDirectory.PROVENANCE, provenance.running());
        watch.checkpoints().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted after " + trained.name());
        }
    }
}
