import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * BouncyCastle as a second verifier of an evidence pack that was unpacked into a folder: every signature file over the JSON
 * file beside it, and its certificates up to a root given in DER. Usage: verify-pack.java FOLDER ROOT.der…
 * Prints one line for each file; exit code 1 when one does not hold.
 */
public class VerifyPack {
    /** The name that GM/T 0010 gives SM2 signatures; BouncyCastle knows only 1.2.156.10197.1.501. */
    private static final String SM2_SIGN = "1.2.156.10197.1.301.1";
    private static final CMSSignatureAlgorithmNameGenerator STANDARD = new DefaultCMSSignatureAlgorithmNameGenerator();
    private static final CMSSignatureAlgorithmNameGenerator NAMES = (digest, signature) ->
        signature.getAlgorithm().getId().equals(SM2_SIGN) ? "SM3WITHSM2" : STANDARD.getSignatureName(digest, signature);

    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        Path folder = Path.of(args[0]);
        List<X509Certificate> roots = new ArrayList<>();
        for (int i = 1; i < args.length; i++) roots.add(certificate(Files.readAllBytes(Path.of(args[i]))));
        List<Path> signatures;
        try (Stream<Path> files = Files.walk(folder)) {
            signatures = files.filter(file -> file.toString().endsWith(".p7s")).sorted().collect(Collectors.toList());
        }
        boolean all = !signatures.isEmpty();
        for (Path file : signatures) all = report(folder, file, roots) && all;
        System.exit(all ? 0 : 1);
    }

    private static boolean report(Path folder, Path file, List<X509Certificate> roots) {
        String name = folder.relativize(file).toString();
        try {
            String algorithm = verify(file, roots);
            System.out.println("OK " + name + " " + algorithm);
            return true;
        } catch (Exception error) {
            System.out.println("FAIL " + name + " " + error);
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static String verify(Path file, List<X509Certificate> roots) throws Exception {
        Path content = Path.of(file.toString().replaceAll("p7s$", "json"));
        CMSProcessableByteArray detached = new CMSProcessableByteArray(Files.readAllBytes(content));
        CMSSignedData data = new CMSSignedData(detached, Files.readAllBytes(file));
        List<X509Certificate> sent = new ArrayList<>();
        for (X509CertificateHolder holder : data.getCertificates().getMatches(null)) sent.add(certificate(holder.getEncoded()));
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
        X509CertificateHolder own =
            (X509CertificateHolder) data.getCertificates().getMatches(signer.getSID()).iterator().next();
        SignerInformationVerifier verifier = new SignerInformationVerifier(
            NAMES,
            new DefaultSignatureAlgorithmIdentifierFinder(),
            new JcaContentVerifierProviderBuilder().setProvider("BC").build(certificate(own.getEncoded())),
            new JcaDigestCalculatorProviderBuilder().setProvider("BC").build());
        if (data.getSignerInfos().size() != 1) throw new IllegalStateException("more than one signer");
        if (!signer.verify(verifier)) throw new IllegalStateException("signature does not hold");
        climb(certificate(own.getEncoded()), sent, roots);
        return signer.getEncryptionAlgOID();
    }

    /** Every certificate is signed by the next one, the last one by a root. */
    private static void climb(X509Certificate from, List<X509Certificate> sent, List<X509Certificate> roots) throws Exception {
        for (X509Certificate root : roots) {
            if (root.getSubjectX500Principal().equals(from.getIssuerX500Principal())) {
                from.verify(root.getPublicKey(), "BC");
                return;
            }
        }
        for (X509Certificate issuer : sent) {
            if (!issuer.equals(from) && issuer.getSubjectX500Principal().equals(from.getIssuerX500Principal())) {
                from.verify(issuer.getPublicKey(), "BC");
                climb(issuer, sent, roots);
                return;
            }
        }
        throw new IllegalStateException("no issuer of " + from.getSubjectX500Principal());
    }

    private static X509Certificate certificate(byte[] der) throws Exception {
        try (InputStream in = new java.io.ByteArrayInputStream(der)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509", "BC").generateCertificate(in);
        }
    }
}
