package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFile.Loading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes damaged private key files well, where nothing of the key itself is lost. */
public final class Repair {
    /** The largest RSA key that OpenSSL uses takes 13 kB; in a larger file nobody's key is looked for. */
    static final int LARGEST = 65_536;

    private final byte[] repaired;
    private final List<RepairStep> needed;
    private final PrivateReading reading;

    private Repair(byte[] repaired, List<RepairStep> needed, PrivateReading reading) {
        this.repaired = repaired;
        this.needed = List.copyOf(needed);
        this.reading = reading;
    }

    /**
     * The bytes of a file that ssh cannot load, changed as little as is needed for it to load; empty when they are fine
     * as they are, or cannot be made well. An Ed25519 key in PKCS#8 becomes one in OpenSSH's own format. The result holds a private key: write it to where only its owner can read.
     */
    public static Optional<byte[]> bytes(byte[] content) {
        boolean whole = strictly(content)
                .filter(it -> it.contents().loading() != Loading.FAILS)
                .isPresent();
        return whole
                ? Optional.empty()
                : attempt(content)
                        .flatMap(it -> it.reading.proven().contents().loading() == Loading.FAILS
                                ? it.reading.convertible().flatMap(OpenSshWriter::write)
                                : Optional.of(it.repaired.clone()));
    }

    /** The key in the repaired file. */
    PrivateReading reading() {
        return reading;
    }

    /** What kept ssh from loading the file: each step without which the repair would have failed. */
    List<KeyFault> faults(byte[] content) {
        List<KeyFault> faults = new ArrayList<>();
        String text = TextEncoding.text(content);
        for (RepairStep step : needed) {
            faults.add(step.fault(text, content));
            text = step.change(text);
        }
        return faults;
    }

    /** Finds the steps that make a key of these bytes; empty when none do. */
    static Optional<Repair> attempt(byte[] content) {
        if (content.length > LARGEST) {
            return Optional.empty();
        }
        List<RepairStep> taken = new ArrayList<>();
        String text = TextEncoding.text(content);
        if (TextEncoding.utf16(content).isPresent()) {
            taken.add(RepairStep.WIDE_LETTERS);
        }
        for (RepairStep step : RepairStep.values()) {
            Optional<PrivateReading> reading = whole(text, content);
            if (reading.isPresent()) {
                return Optional.of(withoutNeedlessSteps(content, taken));
            }
            String changed = step.change(text);
            if (!changed.equals(text)) {
                taken.add(step);
                text = changed;
            }
        }
        return whole(text, content).map(it -> withoutNeedlessSteps(content, taken));
    }

    /** The text with every step taken that changes it: the best view on a file that stays broken. */
    static byte[] everything(byte[] content) {
        String text = TextEncoding.text(content);
        for (RepairStep step : RepairStep.values()) {
            text = step.change(text);
        }
        return TextEncoding.bytes(text, content);
    }

    /** What ssh gets from these bytes, by its two parsers in their order. */
    static Optional<PrivateReading> strictly(byte[] content) {
        Optional<PrivateReading> own = OpenSshContainer.unarmoured(content).map(OpenSshContainer::read);
        // Any other format error sends ssh on to the PEM parser (sshkey_parse_private_fileblob_type).
        return own.filter(it -> it.contents().isWhole())
                .or(() -> PemPrivate.read(content)
                        .filter(it -> own.isEmpty() || it.contents().isWhole()))
                .or(() -> own);
    }

    private static Optional<PrivateReading> whole(String text, byte[] content) {
        return strictly(TextEncoding.bytes(text, content))
                .filter(it -> it.contents().isWhole());
    }

    private static Repair withoutNeedlessSteps(byte[] content, List<RepairStep> taken) {
        List<RepairStep> needed = new ArrayList<>(taken);
        for (RepairStep step : taken) {
            List<RepairStep> others = needed.stream().filter(it -> it != step).toList();
            if (step != RepairStep.WIDE_LETTERS
                    && whole(applied(content, others), content).isPresent()) {
                needed.remove(step);
            }
        }
        String text = applied(content, needed);
        byte[] repaired = TextEncoding.bytes(text, content);
        PrivateReading reading = strictly(repaired).orElseThrow();
        return new Repair(repaired, needed, reading);
    }

    private static String applied(byte[] content, List<RepairStep> steps) {
        Set<RepairStep> chosen = Set.copyOf(steps);
        String text = TextEncoding.text(content);
        for (RepairStep step : RepairStep.values()) {
            text = chosen.contains(step) ? step.change(text) : text;
        }
        return text;
    }
}
