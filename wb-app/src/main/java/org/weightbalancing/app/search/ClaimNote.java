package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What a claim says of itself: claim.json.
 *
 * @param number of the trial
 * @param proposal what is tried
 * @param attempt how often it has been begun, with this time, without those that were given back; from 1
 * @param turn how often it has been claimed, with this time; from 1. The folder of a turn is only ever moved aside under
 *     the name of that turn, once: whoever comes late with that cannot move the folder of a later turn
 * @param id of this claim alone
 * @param owner who claimed it
 * @param started when
 */
record ClaimNote(int number, Proposal proposal, int attempt, int turn, String id, Owner owner, Instant started) {

    private static final String BUDGET = "budget";
    private static final String PARENT = "parent";

    /** The first claim of a number. */
    static ClaimNote first(int number, Proposal proposal, Owner owner) {
        return new ClaimNote(number, proposal, 1, 1, newId(), owner, Instant.now());
    }

    /** The claim that follows this one. */
    ClaimNote next(int newAttempt, Owner newOwner) {
        return new ClaimNote(number, proposal, newAttempt, turn + 1, newId(), newOwner, Instant.now());
    }

    /** The turn after this one in which nothing is tried any more. */
    ClaimNote last() {
        return new ClaimNote(number, proposal, attempt, turn + 1, newId(), owner, started);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    byte[] json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("trial", number).put("attempt", attempt).put("turn", turn).put("id", id);
        owner.write(root);
        root.put("started", started.toString());
        ArrayNode coordinates = root.putArray("coordinates");
        proposal.coordinates().forEach(coordinates::add);
        writeTried(root);
        return StoredObject.pretty(root);
    }

    /** Tells what is tried, in terms of the space. */
    private void writeTried(ObjectNode root) {
        root.set("parameters", StoredValue.object(proposal.parameters().values()));
        proposal.budget().ifPresent(steps -> root.put(BUDGET, steps));
        proposal.parent().ifPresent(parent -> root.put(PARENT, parent));
    }

    /** Tells in a line of the journal, which whoever reads it may have without the claim, what is tried and where. */
    void writeInto(ObjectNode line) {
        line.put("attempt", attempt).put("host", owner.host()).put("started", started.toString());
        writeTried(line);
    }

    /**
     * Reads a claim.
     *
     * @throws IOException if there is no such file, or it cannot be read
     * @throws StudyException if it is damaged
     */
    static ClaimNote read(Path file) throws IOException {
        StoredObject root = StoredObject.parse(file.toString(), Files.readAllBytes(file));
        try {
            return new ClaimNote(
                    root.whole("trial"),
                    proposal(root),
                    root.whole("attempt"),
                    root.whole("turn"),
                    root.text("id"),
                    Owner.parse(root),
                    Instant.parse(root.text("started")));
        } catch (DateTimeException e) {
            throw root.refused("started", "a time such as 2026-01-31T12:00:00Z");
        } catch (IllegalArgumentException e) {
            throw new StudyException(file + " is no claim: " + e.getMessage(), e);
        }
    }

    private static Proposal proposal(StoredObject root) {
        List<Double> coordinates = new ArrayList<>();
        for (JsonNode coordinate : root.array("coordinates")) {
            coordinates.add(StoredValue.number(coordinate).orElseThrow(() -> root.refused("coordinates", "numbers")));
        }
        Parameters parameters = StoredValue.values(root.object("parameters").node())
                .map(Parameters::new)
                .orElseThrow(() -> root.refused("parameters", "values by name"));
        return new Proposal(coordinates, parameters, optional(root, BUDGET), optional(root, PARENT));
    }

    private static OptionalInt optional(StoredObject root, String key) {
        return root.has(key) ? OptionalInt.of(root.whole(key)) : OptionalInt.empty();
    }
}
