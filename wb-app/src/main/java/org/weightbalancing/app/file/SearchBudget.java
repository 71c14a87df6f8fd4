package org.weightbalancing.app.file;

import org.weightbalancing.app.setting.Setting;

/**
 * When a search ends.
 *
 * @param trials of the whole search
 * @param minutes of a session, or infinite
 * @param minutesPerTrial of a trial, or infinite
 * @param attempts at a trial whose process dies
 */
public record SearchBudget(
        @Setting(
                doc = "Trials of the whole search, over all sessions and machines, failed and promoted ones included.",
                min = 1,
                max = 1_000_000,
                example = "100")
        int trials,

        @Setting(
                doc = "Minutes of a session after which no trial is begun; those begun run to their end.",
                byDefault = ".inf",
                min = 0,
                aboveMin = true,
                infinite = true)
        double minutes,

        @Setting(
                doc = "Minutes after which a trial is ended without a score.",
                byDefault = ".inf",
                min = 0,
                aboveMin = true,
                infinite = true)
        double minutesPerTrial,

        @Setting(
                doc = "How often a trial is begun before it counts as lost, where the process that runs it dies.",
                byDefault = "10",
                min = 1,
                max = 100)
        int attempts) {}
