/**
 * The layers' arithmetic on oneDNN, called directly on the memory of ND4J arrays: FLOAT, on the CPU, [b, h, w, c].
 *
 * <p>A plan is made once for a shape and then run on any arrays of it; it writes into arrays it is given and allocates
 * none:
 *
 * <pre>{@code
 * if (OneDnn.serves(DataType.FLOAT)) {
 *     ConvolutionPlan plan = ConvolutionPlan.of(new ConvolutionShape(64, 32, 32, 16, 16, 3, 1));
 *     plan.forward(x, weights, y);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link org.weightbalancing.model.onednn.OneDnn} says whether there is oneDNN in this process;
 *   <li>{@link org.weightbalancing.model.onednn.ConvolutionPlan} at a
 *       {@link org.weightbalancing.model.onednn.ConvolutionShape},
 *       {@link org.weightbalancing.model.onednn.BatchNormPlan} and
 *       {@link org.weightbalancing.model.onednn.AddReluPlan} compute;
 *   <li>not public: Kernel is a primitive with its arguments, Reorder changes layouts, Memory describes them,
 *       ConvolutionProblem describes a convolution, AlignedBuffer and Scratch are native memory.
 * </ul>
 *
 * <p>This package is not exported. Plans are not safe for use by two threads at once.
 */
package org.weightbalancing.model.onednn;
