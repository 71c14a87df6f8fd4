package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandWordsTest {

    @Test
    void blanksSeparateExceptBetweenQuotes() {
        assertThat(CommandWords.of("  python3 'a b.py'\t--name \"it's here\" "))
                .containsExactly("python3", "a b.py", "--name", "it's here");
    }

    @Test
    void quotesMayStandInsideAWordOrHoldNothing() {
        assertThat(CommandWords.of("--x='a b'c \"\" ''")).containsExactly("--x=a bc", "", "");
    }

    @Test
    void nothingElseIsSpecial() {
        assertThat(CommandWords.of("C:\\bin\\p.exe $HOME * ; |"))
                .containsExactly("C:\\bin\\p.exe", "$HOME", "*", ";", "|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b c", "a \"b", "a b'", "'a\" b"})
    void anOpenQuoteIsRefused(String command) {
        assertThatThrownBy(() -> CommandWords.of(command))
                .isInstanceOf(ProgramException.class)
                .hasMessage("the command has a quote that is not closed: " + command);
    }

    @Test
    void noWordIsRefused() {
        assertThatThrownBy(() -> CommandWords.of(" ")).hasMessage("the command is empty");
    }

    @Test
    void aLongOpenQuoteIsRefusedAtOnce() {
        String command = "a".repeat(5000) + " ".repeat(5000) + "'";
        assertThatThrownBy(() -> CommandWords.of(command)).isInstanceOf(ProgramException.class);
    }
}
