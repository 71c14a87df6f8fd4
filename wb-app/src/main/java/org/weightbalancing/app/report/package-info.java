/**
 * Tells of runs or of a study in one HTML page of sentences, tables and pictures, from the files of their folders alone.
 *
 * <pre>{@code
 * String html = new Report(List.of(Path.of("runs/demo"))).html();
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.app.report.Report} is the way in; a {@link
 *       org.weightbalancing.app.report.ReportException} names the file and line that it cannot read;
 *   <li>{@code ReportedRun} and the records below it are the files as read: what is missing is NaN or empty;
 *   <li>{@code Findings} says in sentences what they show;
 *   <li>{@code SummaryTable}, {@code MethodTables}, {@code ClassTable}, {@code TrainingTables} and {@code SampleGallery}
 *       arrange numbers for the templates, the classes {@code ...Pictures} draw with {@link
 *       org.weightbalancing.app.plot};
 *   <li>{@link org.weightbalancing.app.report.StudyReport} is the way in for a study: {@code ReportedStudy} is its folder as
 *       read, {@code StudyFindings}, {@code TrialsTable} and {@code StudyPictures} do as those of runs;
 *   <li>{@code ReportPage} fills the templates, escapes every value, and forbids the browser to load anything.
 * </ul>
 */
package org.weightbalancing.app.report;
