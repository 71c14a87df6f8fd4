import org.weightbalancing.eval.ConfusionMatrix;

/** Evaluates four predictions with wb-eval and the JDK: three of them are right. */
final class EvaluationAlone {
    public static void main(String[] arguments) {
        System.out.println(ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .toList());
        System.out.println(ConfusionMatrix.of(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 2}, 3).accuracy());
    }
}
