package dev.sshwhy.collect.handshake;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.TransportImpl;
import net.schmizz.sshj.transport.cipher.Cipher.Mode;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;

/**
 * Has Java set up what most key exchanges need, while nobody knows yet where the connection goes: the first of each costs
 * more than all that follow.
 */
public final class Preparation {
    private static final int CHACHA_KEY = 64;

    private Preparation() {}

    /** Does nothing else; what it makes is thrown away. */
    public static void run() {
        SecurityUtils.setRegisterBouncyCastle(false);
        ConfigImpl configuration = new ConfigImpl();
        configuration.setLoggerFactory(new NoLog());
        configuration.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        configuration.setKeyExchangeFactories(Algorithms.KEY_EXCHANGE.factories(List.of("curve25519-sha256")));
        TransportImpl transport = new TransportImpl(configuration);
        new UserAuthentication(transport);
        try {
            agree();
            sign();
        } catch (GeneralSecurityException e) {
            // It then takes its time when it is needed, and fails there if it must.
        }
        ChaChaPoly cipher = new ChaChaPoly();
        cipher.init(Mode.Encrypt, new byte[CHACHA_KEY], new byte[0]);
        cipher.updateWithAAD(new byte[CHACHA_KEY], 0, 4, 32);
    }

    private static void agree() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        agreement.generateSecret();
    }

    private static void sign() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.verify(signed);
    }
}
