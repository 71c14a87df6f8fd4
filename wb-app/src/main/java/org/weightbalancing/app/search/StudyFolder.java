package org.weightbalancing.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study on a disk, which any number of processes on any number of machines may work on at once. What is in it is all that
 * is known of the study.
 *
 * <pre>
 * study.json                    what all sessions agree on
 * trials/000012/claim.json      who runs the trial, since when, and what it tries
 * trials/000012/journal.jsonl   what the trial says, one JSON object a line
 * trials/000012/alive           changed by the owner every few seconds
 * trials/000012/turn-2/         what the objective keeps, when this is the second claim
 * trials/000012.lost-1/         an earlier claim, whose owner died, vanished or gave it back
 * </pre>
 *
 * <p>A folder of a trial comes whole under its name, and one process makes it: it is written under a temporary name and
 * renamed, and so it is moved aside. Numbers are claimed one after another. All of this holds where a rename is atomic:
 * on local disks, and on shared ones such as NFS 3 and 4 and CephFS. Clocks of machines may differ.
 *
 * <p>May be used by several threads, interrupted or not. Reading writes nothing.
 */
public final class StudyFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StudyFolder.class);
    private static final String STUDY = "study.json";
    private static final String TRIALS = "trials";

    private final Path folder;
    private final StudyDescription description;
    private final Owner here = Owner.here();
    private final TrialFolders folders;
    private final Claiming claiming;
    private final KnownTrials known;
    private final Recovery recovery;
    private boolean tidy;

    private StudyFolder(Path folder, StudyDescription description, Consumer<String> warnings, LongSupplier nanoTime) {
        this.folder = folder;
        this.description = description;
        this.folders = new TrialFolders(folder.resolve(TRIALS));
        this.claiming = new Claiming(folders, here);
        this.known = new KnownTrials(folders, warnings);
        this.recovery = new Recovery(folders, here, warnings, nanoTime);
    }

    /**
     * Begins a study in a folder, which is made if it is not there, or goes on with the same study.
     *
     * @param folder of the study
     * @param description of it; the budget may be another than that of earlier sessions, and is noted in its place
     * @throws StudyException if the folder has another study in it, naming all that differs, or cannot be written
     */
    public static StudyFolder create(Path folder, StudyDescription description) {
        Path absolute = folder.toAbsolutePath().normalize();
        begin(absolute, description);
        StudyDescription there = read(absolute);
        List<String> differences = description.differences(there);
        if (!differences.isEmpty()) {
            throw new StudyException(
                    absolute + " has another study in it: " + String.join("; ", differences) + "; name another folder");
        }
        if (!there.budget().equals(description.budget())) {
            DurableFiles.replace(absolute.resolve(STUDY), StudyJson.text(description));
        }
        return of(absolute, description);
    }

    /**
     * Begins a study in a folder, which is made if it is not there; of several processes that try, one does, where the file
     * system has links.
     *
     * @return nothing if there is a study by now
     * @throws StudyException if the folder has another study in it by then, or cannot be written
     */
    public static Optional<StudyFolder> createNew(Path folder, StudyDescription description) {
        Path absolute = folder.toAbsolutePath().normalize();
        return begin(absolute, description) ? Optional.of(create(absolute, description)) : Optional.empty();
    }

    /** Whether this has made the study, rather than another before. */
    private static boolean begin(Path folder, StudyDescription description) {
        try {
            Files.createDirectories(folder.resolve(TRIALS));
        } catch (IOException e) {
            throw DurableFiles.notWritten(folder, e);
        }
        if (is(folder)) {
            return false;
        }
        requireNoTrials(folder);
        boolean first = DurableFiles.create(folder.resolve(STUDY), StudyJson.text(description));
        Optional.ofNullable(folder.getParent()).ifPresent(DurableFiles::syncFolder);
        return first;
    }

    private static void requireNoTrials(Path folder) {
        if (new TrialFolders(folder.resolve(TRIALS)).highest().isPresent() && !is(folder)) {
            throw new StudyException(folder + " has trials, but no " + STUDY + "; put it back, or name another folder");
        }
    }

    /**
     * Opens a study, to read it or to go on with it. Nothing is written by that.
     *
     * @throws StudyException if there is none in the folder, or it is damaged or of a newer format
     */
    public static StudyFolder open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return of(absolute, read(absolute));
    }

    private static StudyFolder of(Path folder, StudyDescription description) {
        return of(folder, description, LOG::warn, System::nanoTime);
    }

    /** One whose warnings and clock are the caller's. */
    static StudyFolder of(Path folder, StudyDescription description, Consumer<String> warnings, LongSupplier nanoTime) {
        return new StudyFolder(folder, description, warnings, nanoTime);
    }

    /** The same study, for who reads it beside another object of this process, which tells of damaged lines. */
    public StudyFolder silent() {
        return of(folder, description, warning -> {}, System::nanoTime);
    }

    private static StudyDescription read(Path folder) {
        Path file = folder.resolve(STUDY);
        try {
            return StudyJson.parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new StudyException(folder + " is no study: it has no " + STUDY, e);
        } catch (IOException e) {
            throw DurableFiles.notRead(file, e);
        }
    }

    /** Whether there is a study in a folder. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(STUDY));
    }

    /** The study's folder. */
    public Path path() {
        return folder;
    }

    /** What the study is, with the budget of this session. */
    public StudyDescription description() {
        return description;
    }

    /**
     * All trials as of now, by number. One between two claims is running, or waits if it was given back.
     *
     * @throws StudyException if a folder is missing or cannot be read, or a claim is damaged; damaged lines of journals are
     *     told in the log once and do not count
     */
    public synchronized List<TrialRecord> trials() {
        return known.refreshed();
    }

    /**
     * The folder of what the objective keeps of a trial that somebody has claimed.
     *
     * @throws StudyException if nobody has, or it cannot be read
     */
    public Path files(int number) {
        return folders.folder(number)
                .resolve(TrialFolders.files(Turn.read(folders, number).note().turn()));
    }

    /** The folder of a trial, which is there from its claim on, except between two claims. */
    public Path trial(int number) {
        return folders.folder(number);
    }

    /**
     * Claims a number.
     *
     * @return nothing if another process was first
     * @throws IllegalArgumentException if the number before was never claimed
     * @throws StudyException if it cannot be written
     */
    public synchronized Optional<Claim> claim(int number, Proposal proposal) {
        int next = trials().size();
        if (number > next || number < 0) {
            throw new IllegalArgumentException("trial " + number + " cannot be claimed, the next one is " + next);
        }
        ClaimNote note = ClaimNote.first(number, proposal, here);
        return number == next && claiming.claimFirst(note) ? Optional.of(Claim.of(folders, note)) : Optional.empty();
    }

    /**
     * Claims the first trial that nobody runs any more, with the same proposal: one that was given back, whose process is
     * gone, if it ran on this machine, or has given no sign of life, if it ran on another. Trials that have been begun too
     * often by then are ended as lost.
     *
     * @param staleAfter how long this object must have seen no sign of life from another machine
     * @param attempts how often a trial is begun
     * @return nothing if there is none, or others were faster
     */
    public synchronized Optional<Claim> recover(Duration staleAfter, int attempts) {
        if (!tidy) {
            Leftovers left = new Leftovers(here);
            left.delete(folder);
            left.delete(folders.path());
            tidy = true;
        }
        for (TrialRecord trial : trials()) {
            if (!trial.status().ended()) {
                Optional<Claim> claim = recovery.recover(trial.number(), staleAfter, attempts);
                if (claim.isPresent()) {
                    return claim;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Opens the claim that this process, or one that it was started by, has on a trial, to go on with its journal.
     *
     * @throws StudyException if the trial is another process's
     */
    public Claim claimed(int number) {
        return Claim.earlier(folders, number, here);
    }
}
