#include "daemon/certificate.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "core/digest.h"

namespace claimwatch {
namespace {

// Where the address of the trouble is kept in a context.
int Slot() {
  static const int slot = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return slot;
}

int OnJudged(int good, X509_STORE_CTX* judged) {
  if (good == 1 || X509_STORE_CTX_get_error(judged) != X509_V_ERR_CERT_HAS_EXPIRED) {
    return good;
  }
  auto* ssl =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(judged, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* trouble =
      static_cast<CertificateTrouble*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), Slot()));
  const X509* certificate = X509_STORE_CTX_get_current_cert(judged);
  int days = 0;
  int seconds = 0;
  if (trouble != nullptr && certificate != nullptr &&
      ASN1_TIME_diff(&days, &seconds, X509_get0_notAfter(certificate), nullptr) == 1) {
    trouble->expired_days = days;
  }
  return good;
}

}  // namespace

void WatchCertificate(void* context, CertificateTrouble& trouble) {
  auto* ours = static_cast<SSL_CTX*>(context);
  SSL_CTX_set_ex_data(ours, Slot(), &trouble);
  SSL_CTX_set_verify(ours, SSL_CTX_get_verify_mode(ours), &OnJudged);
}

std::string CertificateDigest(std::string_view pem) {
  return Hex(Sha256(PemBytes(pem)));
}

}  // namespace claimwatch
