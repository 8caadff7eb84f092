package dev.sshwhy.collect.handshake;

import com.hierynomus.sshj.key.BaseKeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA1;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.mac.MAC;

/**
 * The algorithms of one kind that sshj can do without BouncyCastle. One is only made when it was agreed on: each costs
 * classes to load.
 */
final class Algorithms<T> {
    static final Algorithms<KeyExchange> KEY_EXCHANGE = new Algorithms<>(
            Set.of(
                    "curve25519-sha256",
                    "curve25519-sha256@libssh.org",
                    "ecdh-sha2-nistp256",
                    "ecdh-sha2-nistp384",
                    "ecdh-sha2-nistp521",
                    "diffie-hellman-group-exchange-sha256",
                    "diffie-hellman-group-exchange-sha1",
                    "diffie-hellman-group16-sha512",
                    "diffie-hellman-group18-sha512",
                    "diffie-hellman-group14-sha256",
                    "diffie-hellman-group14-sha1",
                    "diffie-hellman-group1-sha1"),
            Algorithms::keyExchange);
    static final Algorithms<Cipher> CIPHERS = new Algorithms<>(
            Set.of(
                    ChaChaPoly.NAME,
                    "aes128-gcm@openssh.com",
                    "aes256-gcm@openssh.com",
                    "aes128-ctr",
                    "aes192-ctr",
                    "aes256-ctr",
                    "aes128-cbc",
                    "aes192-cbc",
                    "aes256-cbc",
                    "3des-cbc"),
            Algorithms::cipher);
    static final Algorithms<MAC> MACS = new Algorithms<>(
            Set.of(
                    "hmac-sha2-256-etm@openssh.com",
                    "hmac-sha2-512-etm@openssh.com",
                    "hmac-sha1-etm@openssh.com",
                    "hmac-sha2-256",
                    "hmac-sha2-512",
                    "hmac-sha1",
                    "hmac-sha1-96",
                    "hmac-md5"),
            Algorithms::mac);
    static final Algorithms<KeyAlgorithm> HOST_KEYS = new Algorithms<>(
            Set.of(
                    "ssh-ed25519",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "rsa-sha2-512",
                    "rsa-sha2-256",
                    "ssh-rsa",
                    "ssh-dss",
                    "ssh-ed25519-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
                    "rsa-sha2-512-cert-v01@openssh.com",
                    "rsa-sha2-256-cert-v01@openssh.com",
                    "ssh-rsa-cert-v01@openssh.com"),
            Algorithms::hostKey);

    private final Set<String> names;
    private final Function<String, T> maker;

    private Algorithms(Set<String> names, Function<String, T> maker) {
        this.names = names;
        this.maker = maker;
    }

    /** Those of the names that can be done, in the same order. */
    List<String> among(List<String> wanted) {
        return wanted.stream().filter(names::contains).toList();
    }

    /** Factories as sshj wants them. A name that cannot be done may be proposed, but never made. */
    List<Factory.Named<T>> factories(List<String> wanted) {
        List<Factory.Named<T>> factories = new ArrayList<>();
        for (String name : wanted) {
            factories.add(new ByName<>(name, maker));
        }
        return factories;
    }

    private record ByName<T>(String name, Function<String, T> maker) implements Factory.Named<T> {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public T create() {
            return maker.apply(name);
        }
    }

    private static KeyExchange keyExchange(String name) {
        return switch (name) {
            case "curve25519-sha256", "curve25519-sha256@libssh.org" -> new Curve25519SHA256.Factory().create();
            case "ecdh-sha2-nistp256" -> new ECDHNistP.Factory256().create();
            case "ecdh-sha2-nistp384" -> new ECDHNistP.Factory384().create();
            case "ecdh-sha2-nistp521" -> new ECDHNistP.Factory521().create();
            case "diffie-hellman-group-exchange-sha256" -> new DHGexSHA256.Factory().create();
            case "diffie-hellman-group-exchange-sha1" -> new DHGexSHA1.Factory().create();
            case "diffie-hellman-group16-sha512" -> DHGroups.Group16SHA512().create();
            case "diffie-hellman-group18-sha512" -> DHGroups.Group18SHA512().create();
            case "diffie-hellman-group14-sha256" -> DHGroups.Group14SHA256().create();
            case "diffie-hellman-group14-sha1" -> DHGroups.Group14SHA1().create();
            case "diffie-hellman-group1-sha1" -> DHGroups.Group1SHA1().create();
            default -> throw new IllegalStateException("never agreed on: " + name);
        };
    }

    private static Cipher cipher(String name) {
        return switch (name) {
            case ChaChaPoly.NAME -> new ChaChaPoly();
            case "aes128-gcm@openssh.com" -> GcmCiphers.AES128GCM().create();
            case "aes256-gcm@openssh.com" -> GcmCiphers.AES256GCM().create();
            case "aes128-ctr" -> BlockCiphers.AES128CTR().create();
            case "aes192-ctr" -> BlockCiphers.AES192CTR().create();
            case "aes256-ctr" -> BlockCiphers.AES256CTR().create();
            case "aes128-cbc" -> BlockCiphers.AES128CBC().create();
            case "aes192-cbc" -> BlockCiphers.AES192CBC().create();
            case "aes256-cbc" -> BlockCiphers.AES256CBC().create();
            case "3des-cbc" -> BlockCiphers.TripleDESCBC().create();
            default -> throw new IllegalStateException("never agreed on: " + name);
        };
    }

    private static MAC mac(String name) {
        return switch (name) {
            case "hmac-sha2-256-etm@openssh.com" -> Macs.HMACSHA2256Etm().create();
            case "hmac-sha2-512-etm@openssh.com" -> Macs.HMACSHA2512Etm().create();
            case "hmac-sha1-etm@openssh.com" -> Macs.HMACSHA1Etm().create();
            case "hmac-sha2-256" -> Macs.HMACSHA2256().create();
            case "hmac-sha2-512" -> Macs.HMACSHA2512().create();
            case "hmac-sha1" -> Macs.HMACSHA1().create();
            case "hmac-sha1-96" -> Macs.HMACSHA196().create();
            case "hmac-md5" -> Macs.HMACMD5().create();
            default -> throw new IllegalStateException("never agreed on: " + name);
        };
    }

    private static KeyAlgorithm hostKey(String name) {
        return switch (name) {
            case "ssh-ed25519" -> KeyAlgorithms.EdDSA25519().create();
            case "ecdsa-sha2-nistp256" -> ecdsa(KeyAlgorithms.ECDSASHANistp256());
            case "ecdsa-sha2-nistp384" -> ecdsa(KeyAlgorithms.ECDSASHANistp384());
            case "ecdsa-sha2-nistp521" -> ecdsa(KeyAlgorithms.ECDSASHANistp521());
            case "rsa-sha2-512" -> KeyAlgorithms.RSASHA512().create();
            case "rsa-sha2-256" -> KeyAlgorithms.RSASHA256().create();
            case "ssh-rsa" -> KeyAlgorithms.SSHRSA().create();
            case "ssh-dss" -> KeyAlgorithms.SSHDSA().create();
            case "ssh-ed25519-cert-v01@openssh.com" ->
                KeyAlgorithms.EdDSA25519CertV01().create();
            case "ecdsa-sha2-nistp256-cert-v01@openssh.com" -> ecdsa(KeyAlgorithms.ECDSASHANistp256CertV01());
            case "ecdsa-sha2-nistp384-cert-v01@openssh.com" -> ecdsa(KeyAlgorithms.ECDSASHANistp384CertV01());
            case "ecdsa-sha2-nistp521-cert-v01@openssh.com" -> ecdsa(KeyAlgorithms.ECDSASHANistp521CertV01());
            case "rsa-sha2-512-cert-v01@openssh.com" -> rsaCertificate(name, "SHA512withRSA", "rsa-sha2-512");
            case "rsa-sha2-256-cert-v01@openssh.com" -> rsaCertificate(name, "SHA256withRSA", "rsa-sha2-256");
            case "ssh-rsa-cert-v01@openssh.com" -> KeyAlgorithms.SSHRSACertV01().create();
            default -> throw new IllegalStateException("never agreed on: " + name);
        };
    }

    private static KeyAlgorithm ecdsa(Factory<KeyAlgorithm> factory) {
        EcdsaNames.register();
        return factory.create();
    }

    /** A certificate for an RSA key, of whose signature algorithms sshj knows the oldest alone. */
    private static KeyAlgorithm rsaCertificate(String name, String signature, String signatureName) {
        Factory.Named<Signature> factory = new Factory.Named<>() {
            @Override
            public String getName() {
                return signatureName;
            }

            @Override
            public Signature create() {
                return new SignatureRSA(signature, KeyType.RSA_CERT, signatureName);
            }
        };
        return new BaseKeyAlgorithm(name, factory, KeyType.RSA_CERT);
    }
}
