/**
 * Draws what an experiment found: plain numbers in, a {@link org.weightbalancing.app.plot.Picture} out as PNG or SVG.
 *
 * <pre>{@code
 * List<Series> accuracies = List.of(new Series("naive", List.of(0.9, 0.2)), new Series("balanced", List.of(0.8, 0.6)));
 * Picture picture = new ClassAccuracyPlot(List.of(500, 5), accuracies).picture();
 * byte[] png = picture.png();
 * }</pre>
 *
 * <p>One record for each plot. NaN leaves a gap, data without a number give a picture that says so, and the same data
 * always give the same bytes. Methods differ in colour (Okabe and Ito's, safe for the colour-blind), dashes and marks,
 * so that a print in black and white can be read.
 */
package org.weightbalancing.app.plot;
