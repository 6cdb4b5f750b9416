import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A second verifier that shares no line with ours. Each line of standard input is one question; each answer one line. */
public class BouncyCheck {
  private static final String SM2_SIGN = "1.2.156.10197.1.301.1";

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    for (String line : List.of(new String(System.in.readAllBytes(), "UTF-8").split("\n"))) {
      String[] words = line.split(" ");
      String answer;
      try {
        answer = answer(words);
      } catch (Exception error) {
        answer = "error " + error;
      }
      System.out.println(answer);
    }
  }

  private static String answer(String[] words) throws Exception {
    switch (words[0]) {
      case "cms":
        return String.valueOf(cms(read(words[1]), read(words[2])));
      case "certificate":
        return String.valueOf(new X509CertificateHolder(read(words[1])).isSignatureValid(by(words[2])));
      case "crl":
        return String.valueOf(new X509CRLHolder(read(words[1])).isSignatureValid(by(words[2])));
      case "sign":
        return sign(words);
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  private static byte[] read(String name) throws Exception {
    return Files.readAllBytes(Path.of(name));
  }

  private static ContentVerifierProvider by(String issuer) throws Exception {
    return verifier(new X509CertificateHolder(read(issuer)));
  }

  private static ContentVerifierProvider verifier(X509CertificateHolder certificate) throws Exception {
    return new JcaContentVerifierProviderBuilder().setProvider("BC").build(certificate);
  }

  private static boolean cms(byte[] file, byte[] content) throws Exception {
    CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), file);
    for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
      @SuppressWarnings("unchecked")
      var found = signed.getCertificates().getMatches(signer.getSID());
      X509CertificateHolder certificate = (X509CertificateHolder) found.iterator().next();
      var check =
          new SignerInformationVerifier(
              new Names(),
              new DefaultSignatureAlgorithmIdentifierFinder(),
              verifier(certificate),
              new JcaDigestCalculatorProviderBuilder().setProvider("BC").build());
      if (!signer.verify(check)) return false;
    }
    return signed.getSignerInfos().size() == 1;
  }

  /** BouncyCastle knows 501 by itself; 301.1 is the same signature under the name of GM/T 0010. */
  private static class Names extends DefaultCMSSignatureAlgorithmNameGenerator {
    @Override
    public String getSignatureName(AlgorithmIdentifier digest, AlgorithmIdentifier signature) {
      return SM2_SIGN.equals(signature.getAlgorithm().getId()) ? "SM3WITHSM2" : super.getSignatureName(digest, signature);
    }
  }

  /** sign ALGORITHM KEY KEYFILE CERTIFICATE CONTENT OUT */
  private static String sign(String[] words) throws Exception {
    PrivateKey key = KeyFactory.getInstance(words[2], "BC").generatePrivate(new PKCS8EncodedKeySpec(read(words[3])));
    X509CertificateHolder certificate = new X509CertificateHolder(read(words[4]));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    var digests = new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
    var signer = new JcaContentSignerBuilder(words[1]).setProvider("BC").build(key);
    generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests).build(signer, certificate));
    generator.addCertificates(new JcaCertStore(List.of(certificate)));
    CMSSignedData made = generator.generate(new CMSProcessableByteArray(read(words[5])), false);
    Files.write(Path.of(words[6]), made.getEncoded("DER"));
    return "made";
  }
}
