package org.weightbalancing.data.mixing;

import org.weightbalancing.data.Layout;

/**
 * Lists where the values of a rectangle lie in the memory of an image: runs of equal length at regular distances, row by
 * row, plane by plane.
 */
record Region(int start, int length, int rows, int rowStride, int planes, int planeStride) {

    static Region whole(int values) {
        return new Region(0, values, 1, 0, 1, 0);
    }

    static Region of(Box box, Layout layout, int height, int width, int channels) {
        int start = box.top() * width + box.left();
        int rows = box.bottom() - box.top();
        int columns = box.right() - box.left();
        return layout == Layout.NCHW
                ? new Region(start, columns, rows, width, channels, height * width)
                : new Region(start * channels, columns * channels, rows, width * channels, 1, 0);
    }

    /** Where a run begins in the image. */
    int at(int plane, int row) {
        return start + plane * planeStride + row * rowStride;
    }
}
