package org.weightbalancing.app.live;

import java.nio.charset.StandardCharsets;

/**
 * What a request is answered with, in UTF-8.
 *
 * @param status of HTTP
 * @param type of the text, without character set
 * @param text all of it
 */
record Answer(int status, String type, String text) {

    private static final String HTML = "text/html";
    private static final String PLAIN = "text/plain";

    static Answer page(String html) {
        return new Answer(200, HTML, html);
    }

    static Answer text(String text) {
        return new Answer(200, PLAIN, text);
    }

    static Answer refused(int status, String sentence) {
        return new Answer(status, PLAIN, sentence + "\n");
    }

    /** A page that looks again by itself. */
    static Answer waiting() {
        return new Answer(200, HTML, sentence("The run has only begun; there is nothing to see yet."));
    }

    /** A page that says what failed and looks again by itself. */
    static Answer failure(Throwable failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Answer(500, HTML, sentence("The report cannot be made: " + reason));
    }

    private static String sentence(String text) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"refresh\" content=\"2\"><title>wb</title></head><body><p>"
                + escaped(text) + "</p></body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
