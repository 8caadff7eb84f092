package dev.sshwhy.keys;

import dev.sshwhy.evidence.KeyFault;
import dev.sshwhy.evidence.KeyFormat;
import dev.sshwhy.evidence.PublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Private keys in DER: PKCS#1 (RFC 8017 A.1.2), SEC1 (RFC 5915), OpenSSL's DSA form, PKCS#8 plain and encrypted (RFC 5958). */
final class DerPrivate {
    private static final int PARAMETERS = 0xa0;
    private static final int PUBLIC_POINT = 0xa1;
    private static final int ATTRIBUTES = 0xa0;
    private static final int MAXIMUM_DSA_BITS = 4096;
    private static final int MAXIMUM_RSA_BITS = 16384;
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String ELLIPTIC = "1.2.840.10045.2.1";
    private static final String DSA = "1.2.840.10040.4.1";
    /** The release of OpenSSH that reads Ed25519 in PKCS#8. */
    private static final int READS_ED25519 = 906;

    private static final String ED25519 = "1.3.101.112";

    private static final Map<KeyFormat, String> LABELLED =
            Map.of(KeyFormat.PEM_PKCS1, RSA, KeyFormat.PEM_SEC1, ELLIPTIC, KeyFormat.PEM_DSA, DSA);
    private static final Map<String, Integer> CURVES =
            Map.of("1.2.840.10045.3.1.7", 256, "1.3.132.0.34", 384, "1.3.132.0.35", 521);
    private static final Map<String, String> REFUSED_ALGORITHMS = Map.of(
            "1.2.840.113549.1.1.10",
            "RSA-PSS",
            "1.3.101.110",
            "X25519",
            "1.3.101.111",
            "X448",
            ED25519,
            "Ed25519",
            "1.3.101.113",
            "Ed448");
    /** Algorithms of PKCS#5 and PKCS#12 that OpenSSL 3 keeps in its legacy provider. */
    private static final Map<String, String> LEGACY_CIPHERS = Map.of(
            "1.2.840.113549.1.5.1", "MD2 and DES",
            "1.2.840.113549.1.5.3", "MD5 and DES",
            "1.2.840.113549.1.5.4", "MD2 and RC2",
            "1.2.840.113549.1.5.6", "MD5 and RC2",
            "1.2.840.113549.1.5.10", "SHA-1 and DES",
            "1.2.840.113549.1.5.11", "SHA-1 and RC2",
            "1.2.840.113549.1.12.1.1", "RC4",
            "1.2.840.113549.1.12.1.5", "RC2",
            "1.3.14.3.2.7", "DES",
            "1.2.840.113549.3.2", "RC2");

    private DerPrivate() {}

    /** Reads what a PEM block of this format holds; empty when it is something else. */
    static Optional<PrivateReading> read(KeyFormat format, byte[] data, KeyContents contents) {
        Optional<Der> inside = new Der(data).enter(Der.SEQUENCE);
        return inside.flatMap(it -> switch (format) {
                    case PEM_PKCS1 -> rsa(it, contents);
                    case PEM_SEC1 -> elliptic(it, 0, contents);
                    case PEM_DSA -> dsa(it, contents);
                    case PKCS8 -> wrapped(it, contents);
                    case PKCS8_ENCRYPTED -> encrypted(it, contents);
                    case OPENSSH_V1,
                            PPK_2,
                            PPK_3,
                            SSH2_PRIVATE,
                            PUBLIC,
                            PUBLIC_RFC4716,
                            PUBLIC_PEM,
                            CERTIFICATE,
                            UNKNOWN -> Optional.<PrivateReading>empty();
                })
                // OpenSSL takes PKCS#8 under the older labels too, when the kind is the same (d2i_PrivateKey_legacy).
                .or(() -> algorithm(data)
                                .filter(it -> it.equals(LABELLED.get(format)))
                                .isPresent()
                        ? new Der(data).enter(Der.SEQUENCE).flatMap(it -> wrapped(it, contents))
                        : Optional.empty());
    }

    /** The algorithm that PKCS#8 names. */
    private static Optional<String> algorithm(byte[] data) {
        return new Der(data)
                .enter(Der.SEQUENCE)
                .filter(it -> it.integer().isPresent())
                .flatMap(it -> it.enter(Der.SEQUENCE))
                .flatMap(Der::identifier);
    }

    /** How such bytes would have to be labelled; empty when they are no private key. */
    static Optional<String> label(byte[] data) {
        for (String name : new String[] {"RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            KeyFormat format = PemPrivate.format(name).orElse(KeyFormat.UNKNOWN);
            KeyContents nothing = KeyContents.failing(format, false);
            boolean pkcs8 = new Der(data)
                    .enter(Der.SEQUENCE)
                    .flatMap(it -> wrapped(it, nothing))
                    .isPresent();
            if (pkcs8 == name.equals("PRIVATE KEY")
                    && read(format, data, nothing).isPresent()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Optional<PrivateReading> rsa(Der der, KeyContents contents) {
        BigInteger[] numbers = new BigInteger[9]; // version, n, e, d, p, q, dp, dq, 1/q
        for (int i = 0; i < numbers.length; i++) {
            Optional<BigInteger> number = der.integer().filter(it -> it.bitLength() <= MAXIMUM_RSA_BITS);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            numbers[i] = number.get();
        }
        // Version 1, and no other, has further primes behind (RFC 8017 A.1.2).
        boolean further = numbers[0].equals(BigInteger.ONE);
        if (further ? !der.nextIs(Der.SEQUENCE) : !der.isAtEnd()) {
            return Optional.empty();
        }
        return PrivateHalf.rsaKey(numbers[1], numbers[2], "")
                .map(key -> new PrivateHalf.Rsa(key, numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))
                .map(half -> PrivateReading.of(contents, half.signingWith(numbers[6], numbers[7], numbers[8])));
    }

    /** Version, private number, curve unless {@code outerBits} tells it, and mostly the public point. */
    private static Optional<PrivateReading> elliptic(Der der, int outerBits, KeyContents contents) {
        boolean version = der.integer().isPresent();
        Optional<byte[]> number = der.take(Der.OCTET_STRING);
        if (!version || number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> inner = der.enter(PARAMETERS).map(DerPrivate::curveBits);
        int bits = inner.orElse(outerBits);
        if (bits == 0) {
            return inner.isPresent() ? Optional.of(unsupportedCurve(contents)) : Optional.empty();
        }
        BigInteger secret = new BigInteger(1, number.get());
        boolean told = der.nextIs(PUBLIC_POINT);
        Optional<byte[]> stored = der.enter(PUBLIC_POINT).flatMap(Der::bits);
        if (!der.isAtEnd() || (told && stored.isEmpty())) {
            return Optional.empty();
        }
        Optional<byte[]> point = stored.or(() -> EllipticCurves.publicPoint(bits, secret));
        if (point.isEmpty() || !EllipticCurves.isPrivateNumber(bits, secret)) {
            return Optional.empty();
        }
        byte[] whole = point.get();
        return uncompressed(bits, whole, secret)
                .flatMap(it -> PrivateHalf.ecdsaKey(bits, it, "")
                        .map(key -> PrivateReading.of(contents, new PrivateHalf.Ecdsa(key, bits, it, secret))));
    }

    // A compressed point (first byte 2 or 3) has x alone; the private number gives the rest.
    private static Optional<byte[]> uncompressed(int bits, byte[] point, BigInteger secret) {
        int size = (bits + 7) / 8;
        if (point.length != size + 1 || (point[0] != 2 && point[0] != 3)) {
            return Optional.of(point);
        }
        return EllipticCurves.publicPoint(bits, secret)
                .filter(it ->
                        Arrays.equals(it, 1, size + 1, point, 1, size + 1) && (it[2 * size] & 1) == (point[0] & 1));
    }

    /** A curve by name, or spelt out in numbers; 0 for one that SSH does not use. */
    private static int curveBits(Der parameters) {
        if (parameters.nextIs(Der.OBJECT_IDENTIFIER)) {
            return parameters.identifier().map(it -> CURVES.getOrDefault(it, 0)).orElse(0);
        }
        Optional<Der> explicit = parameters.enter(Der.SEQUENCE);
        Optional<BigInteger> version = explicit.flatMap(Der::integer);
        Optional<Der> field = version.isEmpty() ? Optional.empty() : explicit.flatMap(it -> it.enter(Der.SEQUENCE));
        Optional<Der> curve = explicit.flatMap(it -> it.enter(Der.SEQUENCE));
        Optional<BigInteger> p = field.filter(it -> it.identifier().isPresent()).flatMap(Der::integer);
        Optional<BigInteger> a = curve.flatMap(it -> it.take(Der.OCTET_STRING)).map(it -> new BigInteger(1, it));
        Optional<BigInteger> b = curve.flatMap(it -> it.take(Der.OCTET_STRING)).map(it -> new BigInteger(1, it));
        Optional<byte[]> base = explicit.flatMap(it -> it.take(Der.OCTET_STRING));
        Optional<BigInteger> order = explicit.flatMap(Der::integer);
        return p.isPresent() && a.isPresent() && b.isPresent() && base.isPresent() && order.isPresent()
                ? EllipticCurves.bitsOf(p.get(), a.get(), b.get(), base.get(), order.get())
                : 0;
    }

    private static Optional<PrivateReading> dsa(Der der, KeyContents contents) {
        boolean version = der.integer().isPresent();
        WireWriter blob = WireWriter.of("ssh-dss");
        for (int i = 0; i < 4; i++) { // p, q, g, y
            Optional<BigInteger> number = der.integer();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            blob.string(number.get().toByteArray());
        }
        return version && der.integer().isPresent() && der.isAtEnd()
                ? PublicKeys.fromBlob(blob.bytes(), "").map(it -> PrivateReading.of(contents.withKey(it)))
                : Optional.empty();
    }

    /** PKCS#8: version, algorithm with its parameters, and the key as bytes. */
    private static Optional<PrivateReading> wrapped(Der der, KeyContents contents) {
        boolean version = der.integer().isPresent();
        Optional<Der> algorithm = version ? der.enter(Der.SEQUENCE) : Optional.empty();
        Optional<String> identifier = algorithm.flatMap(Der::identifier);
        Optional<byte[]> key = der.take(Der.OCTET_STRING);
        boolean whole = der.isAtEnd() || (der.take(ATTRIBUTES).isPresent() && der.isAtEnd());
        if (identifier.isEmpty() || key.isEmpty() || !whole) {
            return Optional.empty();
        }
        Der parameters = algorithm.get();
        Optional<Der> inside = new Der(key.get()).enter(Der.SEQUENCE);
        return switch (identifier.get()) {
            case RSA -> inside.flatMap(it -> rsa(it, contents));
            case ELLIPTIC -> {
                int bits = curveBits(parameters);
                yield bits == 0
                        ? Optional.of(unsupportedCurve(contents))
                        : inside.flatMap(it -> elliptic(it, bits, contents));
            }
            case DSA -> wrappedDsa(parameters, new Der(key.get()), contents);
            case ED25519 -> Optional.of(wrappedEd25519(key.get(), contents));
            default ->
                Optional.of(refused(
                        contents,
                        "a PKCS#8 file with "
                                + REFUSED_ALGORITHMS.getOrDefault(identifier.get(), "algorithm " + identifier.get())
                                + ", a kind of key that SSH does not use; make a new key"));
        };
    }

    private static Optional<PrivateReading> wrappedDsa(Der parameters, Der key, KeyContents contents) {
        Optional<Der> group = parameters.enter(Der.SEQUENCE);
        Optional<BigInteger> p = group.flatMap(Der::integer).filter(it -> it.signum() > 0);
        Optional<BigInteger> q = group.flatMap(Der::integer);
        Optional<BigInteger> g = group.flatMap(Der::integer);
        Optional<BigInteger> x = key.integer();
        boolean usable = p.isPresent()
                && q.isPresent()
                && g.isPresent()
                && x.isPresent()
                && p.get().bitLength() <= MAXIMUM_DSA_BITS
                && g.get().bitLength() <= MAXIMUM_DSA_BITS
                && x.get().bitLength() <= MAXIMUM_DSA_BITS;
        if (!usable) {
            return Optional.empty();
        }
        Optional<PublicKey> made = PublicKeys.fromBlob(
                WireWriter.of("ssh-dss")
                        .string(p.get().toByteArray())
                        .string(q.get().toByteArray())
                        .string(g.get().toByteArray())
                        .string(g.get().modPow(x.get(), p.get()).toByteArray())
                        .bytes(),
                "");
        return made.map(it -> PrivateReading.of(contents.withKey(it)));
    }

    /** OpenSSH before 9.6 knows Ed25519 only in its own format (sshkey_parse_private_pem_fileblob). */
    private static PrivateReading wrappedEd25519(byte[] key, KeyContents contents) {
        Optional<byte[]> seed = new Der(key).take(Der.OCTET_STRING).filter(it -> it.length == 32);
        KeyContents refused = contents.withFault(
                ed25519Refused(
                        "an Ed25519 key in PKCS#8 format (as openssl genpkey writes it); OpenSSH before 9.6 reads Ed25519 only in its own format; convert it, or make a new key with ssh-keygen -t ed25519"));
        if (seed.isEmpty()) {
            return PrivateReading.of(refused);
        }
        byte[] point = Ed25519Curve.publicHalf(seed.get());
        return PrivateHalf.ed25519Key(point, "")
                .map(it -> PrivateReading.of(refused, new PrivateHalf.Ed25519(it, seed.get(), point)))
                .orElseGet(() -> PrivateReading.of(refused));
    }

    private static KeyFault ed25519Refused(String detail) {
        return new KeyFault(KeyFault.Kind.WRONG_FORMAT, detail, 0, Optional.empty(), READS_ED25519);
    }

    private static PrivateReading unsupportedCurve(KeyContents contents) {
        return refused(
                contents,
                "an ECDSA key on a curve that SSH does not use; it uses nistp256, nistp384 and nistp521; make a new key");
    }

    private static PrivateReading refused(KeyContents contents, String detail) {
        return PrivateReading.of(contents.withFault(
                KeyContents.fault(KeyFault.Kind.TYPE_UNSUPPORTED, detail, "ssh-keygen -t ed25519 -f {file}.ed25519")));
    }

    /** Encrypted PKCS#8: how it is encrypted, and bytes that only the passphrase opens. */
    private static Optional<PrivateReading> encrypted(Der der, KeyContents contents) {
        Optional<Der> algorithm = der.enter(Der.SEQUENCE);
        Optional<String> identifier = algorithm.flatMap(Der::identifier);
        Optional<byte[]> data = der.take(Der.OCTET_STRING);
        if (identifier.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        // PBES2: how the key is derived, then the cipher (RFC 8018 A.4).
        Optional<Der> parameters = algorithm.get().enter(Der.SEQUENCE);
        Optional<String> cipher = parameters
                .filter(it -> it.take(Der.SEQUENCE).isPresent())
                .flatMap(it -> it.enter(Der.SEQUENCE))
                .flatMap(Der::identifier);
        Optional<String> legacy =
                Optional.ofNullable(LEGACY_CIPHERS.get(identifier.get())).or(() -> cipher.map(LEGACY_CIPHERS::get));
        if (legacy.isPresent()) {
            return Optional.of(PrivateReading.of(contents.withFault(PemPrivate.outdated(legacy.get()))));
        }
        // No key that ssh takes is so short: ECDSA has 67 bytes and more, Ed25519 has 48.
        if (data.get().length <= 64) {
            return Optional.of(
                    PrivateReading.of(
                            contents.withFault(
                                    ed25519Refused(
                                            "an encrypted PKCS#8 file of " + data.get().length
                                                    + " bytes, which is the size of an Ed25519 key; OpenSSH before 9.6 reads Ed25519 only in its own format; make a new key with ssh-keygen -t ed25519"))));
        }
        return Optional.of(PrivateReading.of(contents));
    }
}
