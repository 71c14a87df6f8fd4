package org.weightbalancing.app.experiment;

/** What a component needs of the rest of an experiment; {@code Compatibility} refuses experiments that lack it. */
public enum Need {
    /** Labels that are class ids. */
    CLASS_IDS("labels that are class ids, hence no mixing and no teacher"),
    /** Logits that are cosines. */
    COSINES("logits that are cosines, hence a cosine head of scale 1"),
    /** A fixed simplex of normalised features. */
    ETF("a fixed simplex on normalised features, hence an etf head"),
    /** Labels that are a teacher's probabilities. */
    TEACHER("labels that are the probabilities of a teacher"),
    /** A linear classifier that has been trained before. */
    TRAINED_CLASSIFIER("a linear classifier of an earlier stage"),
    /** Images for validation. */
    VALIDATION("images for validation");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** What is needed, as the end of "needs ...". */
    public String words() {
        return words;
    }
}
