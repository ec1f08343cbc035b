// What is wrong with a certificate, in more words than libcurl has: a site whose certificate has
// expired needs to know since when (FETCHING F55). OpenSSL's door in the fetcher; changes nothing
// about what is believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

// Filled while a handshake is judged. Owned by whoever asked for it; must outlive the connection's
// context.
struct CertificateTrouble {
  std::optional<int> expired_days;  // since the certificate, or one above it, has expired
};

// Notes in `trouble` what OpenSSL objects to on a connection made from `context`, an SSL_CTX*.
// Every objection stays one: the handshake fails as it would have.
void WatchCertificate(void* context, CertificateTrouble& trouble);

// SHA-256 of the certificate inside a PEM block, in hex.
std::string CertificateDigest(std::string_view pem);

}  // namespace claimwatch
