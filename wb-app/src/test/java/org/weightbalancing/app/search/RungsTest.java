package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RungsTest {

    @Test
    void budgetsGrowByTheFactorAndEndAtTheLargest() {
        assertThat(new Rungs(1, 27, 3).budgets()).containsExactly(1, 3, 9, 27);
        assertThat(new Rungs(1, 10, 3).budgets()).containsExactly(1, 3, 10);
        assertThat(new Rungs(5, 10, 2).budgets()).containsExactly(5, 10);
        assertThat(new Rungs(2, 200, 4).budgets()).containsExactly(2, 8, 32, 200);
        assertThat(new Rungs(1, Integer.MAX_VALUE, 2).budgets()).hasSize(31).endsWith(1 << 29, Integer.MAX_VALUE);
    }

    @Test
    void refusesBudgetsWithoutAStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rungs(4, 11, 3))
                .withMessage("largest budget is 11, allowed is 4 x 3 = 12 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rungs(0, 9, 3))
                .withMessage("smallest budget is 0, allowed is 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rungs(1, 9, 1))
                .withMessage("factor of the budgets is 1, allowed is 2 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rungs(Integer.MAX_VALUE / 2, Integer.MAX_VALUE, 3));
    }
}
