package org.weightbalancing.app.result;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.FolderEntry;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.LogitsFile;

/**
 * Keeps logits in the run directory as NumPy files: {@code logits/test/METHOD.npy} and {@code logits/validation/METHOD.npy},
 * float32 [n, C], with the classes of the images in {@code logits/test-labels.npy} and {@code logits/validation-labels.npy}.
 */
public record LogitFolder(RunDirectory directory) implements LogitFiles {

    /** Opens the folder, and keeps the classes of the images. */
    public static LogitFolder of(RunDirectory directory, Images images) {
        LogitFolder folder = new LogitFolder(directory);
        folder.labels("test", images.test().labels());
        if (images.validation().size() > 0) {
            folder.labels("validation", images.validation().labels());
        }
        return folder;
    }

    @Override
    public void take(String images, String method, INDArray logits) {
        Path file = directory.file("logits/" + images + "/" + method + ".npy");
        try {
            FolderEntry.makeFolders(file.getParent());
            LogitsFile.write(file, logits.dup('c').data().asFloat(), (int) logits.size(1));
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be written: " + Reason.of(e), e);
        }
    }

    private void labels(String images, int[] labels) {
        Path file = directory.file("logits/" + images + "-labels.npy");
        try {
            FolderEntry.makeFolders(file.getParent());
            LogitsFile.writeLabels(file, labels);
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be written: " + Reason.of(e), e);
        }
    }
}
