package org.weightbalancing.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.setting.Setting;

final class SettingFieldTest {

    private record Rate(@Setting(doc = "A rate.") double rate) {}

    /** Records of files need not be public where wb may look into their package. */
    @Test
    void aRecordOfAPackageThatIsOpenNeedNotBePublic() {
        Rate made = SettingField.create(Rate.class, List.of(0.5));
        assertThat(made.rate()).isEqualTo(0.5);
        assertThat(SettingField.of(Rate.class).get(0).valueIn(made)).isEqualTo(0.5);
    }

    @Test
    void aRecordOfAPackageThatIsNotOpenMustBePublic(@TempDir Path folder) throws Exception {
        Class<? extends Record> hidden = closed(folder, "record Rate(double rate) {}");
        assertThatThrownBy(() -> SettingField.create(hidden, List.of(0.5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("class plug.Rate must be public, with a public constructor");
    }

    @Test
    void aRecordOfAnExportedPackageIsMadeIfItIsPublic(@TempDir Path folder) throws Exception {
        Class<? extends Record> exported = closed(folder, "public record Rate(double rate) {}");
        assertThat(SettingField.create(exported, List.of(0.5))).hasToString("Rate[rate=0.5]");
    }

    /** A record of a module that exports its package and opens none. */
    private static Class<? extends Record> closed(Path folder, String record)
            throws IOException, ClassNotFoundException {
        Path module = Files.writeString(folder.resolve("module-info.java"), "module plug { exports plug; }");
        Path source = Files.writeString(folder.resolve("Rate.java"), "package plug; " + record);
        Path classes = folder.resolve("classes");
        int exit = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-d", classes.toString(), module.toString(), source.toString());
        assertThat(exit).isZero();
        Configuration plug =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("plug"));
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(plug, ClassLoader.getSystemClassLoader());
        return layer.findLoader("plug").loadClass("plug.Rate").asSubclass(Record.class);
    }
}
