package dev.weir.services.sns.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.ids.Ids;
import dev.weir.services.sns.domain.Certificate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The key that weir signs messages with, and its certificate: made at the first message, then kept. It shows that a
 * subscriber verifies as it should; it protects nothing, so it is short, which makes signing cheap.
 */
public final class SigningKey {
    private static final int BITS = 1024;

    private final Kernel kernel;
    private volatile @Nullable Loaded loaded;

    public SigningKey(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The kernel's chance in the form that key generation takes, so that a seed decides the key too. */
    private static final class Chance extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient Ids ids;

        Chance(Ids ids) {
            this.ids = ids;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            ids.random().nextBytes(bytes);
        }
    }

    private record Loaded(PrivateKey key, String certificate) {}

    /** The certificate, as PEM. */
    public String certificate() {
        return load().certificate;
    }

    /**
     * @param version {@code 1} (SHA-1) or {@code 2} (SHA-256)
     * @return Base64
     */
    public String sign(String text, String version) {
        try {
            Signature signature = Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(load().key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with RSA", e);
        }
    }

    /** Drops what is in memory. */
    public void reset() {
        loaded = null;
    }

    private Loaded load() {
        Loaded known = loaded;
        if (known == null) {
            byte[] stored = kernel.store().read(tx -> tx.get(SnsKeys.signing()));
            byte[] value = stored != null ? stored : keep(generate(kernel.ids()));
            known = decode(value);
            loaded = known;
        }
        return known;
    }

    /** Of two that are made at once, the first one stays. */
    private byte[] keep(byte[] made) {
        return kernel.store().write(tx -> {
            byte[] present = tx.get(SnsKeys.signing());
            if (present == null) {
                tx.put(SnsKeys.signing(), made);
                return made;
            }
            return present;
        });
    }

    private static byte[] generate(Ids ids) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, new Chance(ids));
            KeyPair pair = generator.generateKeyPair();
            byte[] key = pair.getPrivate().getEncoded();
            byte[] certificate = Certificate.pem(pair).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(Integer.BYTES + key.length + certificate.length)
                    .putInt(key.length)
                    .put(key)
                    .put(certificate)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes RSA keys", e);
        }
    }

    private static Loaded decode(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        byte[] key = new byte[buffer.getInt()];
        buffer.get(key);
        byte[] certificate = new byte[buffer.remaining()];
        buffer.get(certificate);
        try {
            return new Loaded(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    new String(certificate, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored signing key cannot be read", e);
        }
    }
}
