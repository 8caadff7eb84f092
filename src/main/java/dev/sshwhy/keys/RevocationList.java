package dev.sshwhy.keys;

import dev.sshwhy.evidence.Certificate;
import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A key revocation list, which tells of keys and of the certificates of an authority (OpenSSH PROTOCOL.krl). */
final class RevocationList {
    private static final int MAGIC = 8;
    private static final int HEAD = 8 + 8 + 8; // the list's version, its date, flags

    private final Optional<Certificate> certificate;
    private final BigInteger serial;
    private final byte[] blob;
    private boolean revoked;

    private RevocationList(PublicKey shown, boolean asAuthority, byte[] blob) {
        this.certificate = asAuthority ? Optional.empty() : Certificates.of(shown);
        this.serial = asAuthority ? BigInteger.ZERO : Certificates.serial(shown);
        this.blob = blob;
    }

    /** Whether it revokes a key, or a certificate by itself, its key or its authority; empty where it holds what is not read here. */
    static Optional<Boolean> revokes(byte[] list, PublicKey shown) {
        byte[] plain = Base64.getDecoder().decode(Certificates.plainKey(shown).blob());
        Optional<Boolean> itself = new RevocationList(shown, false, plain).read(list);
        Optional<byte[]> authority = Certificates.authority(shown);
        return itself.isPresent() && !itself.get() && authority.isPresent()
                ? new RevocationList(shown, true, authority.get()).read(list)
                : itself;
    }

    private Optional<Boolean> read(byte[] list) {
        Wire wire = new Wire(list);
        boolean whole = wire.take(MAGIC).isPresent()
                && wire.number().filter(it -> it == 1).isPresent() // the format's version
                && wire.take(HEAD).isPresent()
                && wire.string().isPresent() // reserved
                && wire.string().isPresent(); // comment
        while (whole && wire.remaining() > 0) {
            Optional<Integer> kind = wire.octet();
            Optional<byte[]> section = wire.string();
            whole = kind.isPresent() && section.isPresent() && readSection(kind.get(), new Wire(section.get()));
        }
        return whole ? Optional.of(revoked) : Optional.empty();
    }

    private boolean readSection(int kind, Wire section) {
        return switch (kind) {
            case 1 -> readCertificates(section);
            case 2 -> readEach(section, blob);
            case 3 -> readEach(section, digest("SHA-1"));
            case 5 -> readEach(section, digest("SHA-256"));
            default -> false; // signatures and extensions
        };
    }

    private boolean readEach(Wire section, byte[] mine) {
        while (section.remaining() > 0) {
            Optional<byte[]> entry = section.string();
            if (entry.isEmpty()) {
                return false;
            }
            revoked |= Arrays.equals(entry.get(), mine);
        }
        return true;
    }

    private boolean readCertificates(Wire section) {
        Optional<byte[]> authority = section.string();
        boolean whole = authority.isPresent() && section.string().isPresent(); // reserved
        boolean concerns = certificate.isPresent()
                && authority
                        .filter(it -> it.length == 0
                                || PublicKeys.fingerprint(it)
                                        .equals(certificate.get().authority()))
                        .isPresent();
        while (whole && section.remaining() > 0) {
            Optional<Integer> kind = section.octet();
            Optional<byte[]> part = section.string();
            whole = kind.isPresent() && part.isPresent() && readPart(kind.get(), new Wire(part.get()), concerns);
        }
        return whole;
    }

    private boolean readPart(int kind, Wire part, boolean concerns) {
        return switch (kind) {
            case 0x20 -> readSerials(part, concerns);
            case 0x21 -> readRange(part, concerns);
            case 0x22 -> readBits(part, concerns);
            case 0x23 -> readNames(part, concerns);
            default -> false;
        };
    }

    private boolean readSerials(Wire part, boolean concerns) {
        while (part.remaining() > 0) {
            Optional<BigInteger> listed = eight(part);
            if (listed.isEmpty()) {
                return false;
            }
            revoked |= concerns && isNumbered() && listed.get().equals(serial);
        }
        return true;
    }

    private boolean readRange(Wire part, boolean concerns) {
        Optional<BigInteger> least = eight(part);
        Optional<BigInteger> most = eight(part);
        boolean whole = least.isPresent() && most.isPresent() && part.remaining() == 0;
        revoked |= whole
                && concerns
                && isNumbered()
                && serial.compareTo(least.get()) >= 0
                && serial.compareTo(most.get()) <= 0;
        return whole;
    }

    private boolean readBits(Wire part, boolean concerns) {
        Optional<BigInteger> offset = eight(part);
        Optional<byte[]> bits = part.string();
        boolean whole = offset.isPresent() && bits.isPresent() && part.remaining() == 0;
        if (whole && concerns && isNumbered()) {
            BigInteger index = serial.subtract(offset.get());
            revoked |= index.signum() >= 0
                    && index.bitLength() < 31
                    && new BigInteger(1, bits.get()).testBit(index.intValue());
        }
        return whole;
    }

    private boolean readNames(Wire part, boolean concerns) {
        while (part.remaining() > 0) {
            Optional<String> name = part.text();
            if (name.isEmpty()) {
                return false;
            }
            revoked |= concerns
                    && certificate.filter(it -> it.keyId().equals(name.get())).isPresent();
        }
        return true;
    }

    /** Certificates of old have no number; none of these is meant by 0. */
    private boolean isNumbered() {
        return serial.signum() != 0;
    }

    private static Optional<BigInteger> eight(Wire wire) {
        return wire.take(8).map(it -> new BigInteger(1, it));
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(blob);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
