package org.weightbalancing.app.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Optional;

/** Says where and why a text is not JSON. */
public final class JsonFault {

    private static final String SOURCE = "\\[Source: [^\\]]*; line: (\\d+), column: (\\d+)\\]";

    private JsonFault() {}

    /** Such as "line 3, column 7: is not JSON: ...", on one line. */
    public static String of(JsonProcessingException fault) {
        String place =
                Optional.ofNullable(fault.getLocation()).map(JsonFault::place).orElse("");
        if (fault instanceof JsonEOFException) {
            return place + "is not JSON: it ends too early";
        }
        String reason = fault.getOriginalMessage().replaceAll(SOURCE, "line $1, column $2");
        return place + "is not JSON: " + reason.lines().findFirst().orElse("no reason is known");
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
