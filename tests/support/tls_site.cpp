#include "tests/support/tls_site.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

#include <fmt/core.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/result.h"
#include "tests/support/loopback_socket.h"

namespace claimwatch::testing {
namespace {

constexpr long kDay = 86'400;

struct Deleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

  void operator()(X509* certificate) const { X509_free(certificate); }

  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

template <typename T>
using Owned = std::unique_ptr<T, Deleter>;

Owned<EVP_PKEY> NewKey() {
  Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  CW_CHECK(key != nullptr);
  return key;
}

void AddExtension(X509* certificate, int which, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str());
  CW_CHECK(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Not signed yet.
Owned<X509> NewCertificate(const char* name, int days, EVP_PKEY* key) {
  Owned<X509> certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), days + 1000);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -100 * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * kDay);
  X509_set_pubkey(certificate.get(), key);
  const auto* text = reinterpret_cast<const unsigned char*>(name);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC, text, -1,
                             -1, 0);
  return certificate;
}

void Sign(X509* certificate, X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  CW_CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
}

// The server's choice, as ALPN wants it: its length, then its name.
int OnAlpn(SSL* /*ssl*/, const unsigned char** out, unsigned char* size, const unsigned char* in,
           unsigned int in_size, void* wanted) {
  const std::string& protocol = *static_cast<std::string*>(wanted);
  const std::string ours = static_cast<char>(protocol.size()) + protocol;
  unsigned char* chosen = nullptr;
  const int answer =
      SSL_select_next_proto(&chosen, size, reinterpret_cast<const unsigned char*>(ours.data()),
                            static_cast<unsigned>(ours.size()), in, in_size);
  for (unsigned int at = 0; answer == OPENSSL_NPN_NEGOTIATED && at < in_size; at += 1U + in[at]) {
    if (std::string_view(reinterpret_cast<const char*>(in) + at + 1, in[at]) == protocol) {
      *out = in + at + 1;
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

struct Authority::Keys {
  Owned<EVP_PKEY> key = NewKey();
  Owned<X509> certificate = NewCertificate("Authority of a test", 365, key.get());
};

Authority::Authority() : keys_(std::make_unique<Keys>()) {
  AddExtension(keys_->certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  Sign(keys_->certificate.get(), keys_->certificate.get(), keys_->key.get());
  std::FILE* file = std::fopen(CaFile().c_str(), "we");
  CW_CHECK(file != nullptr && PEM_write_X509(file, keys_->certificate.get()) == 1);
  CW_CHECK(std::fclose(file) == 0);
}

Authority::~Authority() = default;

std::string Authority::CaFile() const {
  return (folder_.path() / "ca.pem").string();
}

bool TlsSite::Connection::Send(std::string_view bytes) const {
  return bytes.empty() ||
         SSL_write(static_cast<SSL*>(ssl_), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

std::string TlsSite::Connection::Read() const {
  std::array<char, 4096> buffer{};
  const int got = SSL_read(static_cast<SSL*>(ssl_), buffer.data(), buffer.size());
  return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

bool TlsSite::Connection::ReadRequest() const {
  std::string head;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const std::string more = Read();
    if (more.empty()) {
      return false;
    }
    head += more;
  }
  return true;
}

// One connection after the other; closing the sockets ends it.
class TlsSite::Server {
 public:
  Server(SSL_CTX* context, std::string protocol, Script script)
      : context_(context),
        protocol_(std::move(protocol)),
        script_(std::move(script)),
        listening_(ListenOnLoopback()) {
    SSL_CTX_set_alpn_select_cb(context_.get(), &OnAlpn, &protocol_);
    std::signal(SIGPIPE, SIG_IGN);  // a client that refuses the certificate is gone in mid-write
    thread_ = std::jthread([this] { Accept(); });
  }

  ~Server() {
    shutdown(listening_.socket, SHUT_RDWR);
    thread_.join();
    close(listening_.socket);
  }

  std::uint16_t port() const { return listening_.port; }

 private:
  void Accept() {
    for (;;) {
      const int client = accept4(listening_.socket, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) {
        return;
      }
      const Owned<SSL> ssl(SSL_new(context_.get()));
      SSL_set_fd(ssl.get(), client);
      if (SSL_accept(ssl.get()) == 1) {
        script_(Connection(ssl.get()));
      }
      close(client);
    }
  }

  Owned<SSL_CTX> context_;
  std::string protocol_;
  Script script_;
  LoopbackSocket listening_;
  std::jthread thread_;  // last: it uses the rest
};

TlsSite::TlsSite(const Authority& authority, const Certificate& wanted, std::string protocol,
                 Script script) {
  const Owned<EVP_PKEY> key = NewKey();
  const Owned<X509> certificate = NewCertificate("Site of a test", wanted.days, key.get());
  AddExtension(certificate.get(), NID_subject_alt_name, "IP:" + wanted.address);
  if (wanted.self_signed) {
    Sign(certificate.get(), certificate.get(), key.get());
  } else {
    Sign(certificate.get(), authority.keys_->certificate.get(), authority.keys_->key.get());
  }
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  CW_CHECK(SSL_CTX_use_certificate(context, certificate.get()) == 1);
  CW_CHECK(SSL_CTX_use_PrivateKey(context, key.get()) == 1);
  server_ = std::make_unique<Server>(context, std::move(protocol), std::move(script));
}

TlsSite::~TlsSite() = default;

std::string TlsSite::Url(std::string_view path) const {
  return fmt::format("https://127.0.0.1:{}{}", port(), path);
}

std::uint16_t TlsSite::port() const {
  return server_->port();
}

}  // namespace claimwatch::testing
