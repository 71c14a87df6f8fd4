package org.weightbalancing.app.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says in a few words why a file could not be read or written. */
public final class Reason {

    private Reason() {}

    /** The part of a sentence that follows the name of the file and a colon. */
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException already) {
            return already.getFile() + " is a file, not a folder";
        }
        if (e instanceof NotDirectoryException) {
            return "it is a file, not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "there is a folder of that name";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not a text in UTF-8";
        }
        String text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return Optional.ofNullable(text).orElseGet(e::toString);
    }
}
