package dev.sshwhy.collect.handshake;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/** sshj asks for key factories called ECDSA, which is BouncyCastle's name for what the JDK calls EC. */
final class EcdsaNames extends Provider {
    private static final long serialVersionUID = 1;

    private EcdsaNames() {
        super("sshwhy", "1.0", "ECDSA as another name of EC");
        put("KeyFactory.ECDSA", EllipticCurveKeys.class.getName());
    }

    static void register() {
        if (Security.getProvider("sshwhy") == null) {
            Security.addProvider(new EcdsaNames());
        }
    }

    /** Public because the JDK makes it by its name. */
    public static final class EllipticCurveKeys extends KeyFactorySpi {
        private final KeyFactory keys;

        public EllipticCurveKeys() throws NoSuchAlgorithmException {
            keys = KeyFactory.getInstance("EC");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return keys.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return keys.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) throws InvalidKeySpecException {
            return keys.getKeySpec(key, type);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return keys.translateKey(key);
        }
    }
}
