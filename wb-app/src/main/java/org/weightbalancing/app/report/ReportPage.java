package org.weightbalancing.app.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills the templates. Every value is escaped, and characters that would hide or turn text around are written out. A
 * content security policy lets the browser run the page's own script, known by its hash, and load nothing.
 */
final class ReportPage {

    private static final String SUFFIX = ".mustache";

    private ReportPage() {}

    /**
     * The page of a model.
     *
     * @param model what the templates name
     * @param live whether the page asks for a newer one
     */
    static String html(Map<String, Object> model, boolean live) {
        Template template = Mustache.compiler()
                .escapeHTML(true)
                .emptyStringIsFalse(true)
                .withFormatter(value -> Legible.of(String.valueOf(value)))
                .withLoader(name -> new StringReader(resource(name + SUFFIX)))
                .compile(resource("report" + SUFFIX));
        String script = resource("report.js") + (live ? resource("live.js") : "");
        Map<String, Object> all = new HashMap<>(model);
        all.put("live", live);
        all.put("policy", policy(script, live));
        return embed(template.execute(all), script);
    }

    // Ours, and not to be escaped: they stand in place of marks that no value can hold.
    private static String embed(String page, String script) {
        return page.replace("<style></style>", "<style>" + resource("report.css") + "</style>")
                .replace("<script></script>", "<script>" + script + "</script>");
    }

    private static String policy(String script, boolean live) {
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + hash(resource("report.css")) + "'; script-src 'sha256-" + hash(script) + "'"
                + (live ? "; connect-src 'self'" : "");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
