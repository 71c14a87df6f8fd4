package org.weightbalancing.app.system;

import java.util.OptionalLong;

/**
 * The memory of this process.
 *
 * @param resident bytes in RAM now, arrays outside the heap included; empty where the system does not tell
 * @param peakResident the most there have been at once
 * @param heap bytes of the Java heap in use, garbage included
 */
public record Memory(OptionalLong resident, OptionalLong peakResident, long heap) {

    /** Asks the system and the Java heap; empty where the system does not tell. */
    public static Memory now() {
        Runtime runtime = Runtime.getRuntime();
        return new Memory(Cpu.residentBytes(), Cpu.peakResidentBytes(), runtime.totalMemory() - runtime.freeMemory());
    }
}
