package org.weightbalancing.app.report;

import java.util.List;

/** What is told of a run that a test writes file by file, and methods for its report. */
final class Found {

    private Found() {}

    static List<Finding> of(RunFolder run) {
        ReportedRun read = run.read();
        return Findings.of(read, PairedEvidence.of(read));
    }

    static String method(String name, String plain) {
        return "{\"name\": \"" + name + "\", \"plain\": {" + plain + "}}";
    }

    static String accuracy(double value, double reach) {
        return "\"accuracy\": " + value + ", \"intervals\": {\"accuracy\": {\"lower\": " + (value - reach)
                + ", \"upper\": " + (value + reach) + "}}";
    }
}
