#include "core/signature.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "core/digest.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSignatureSize = 64;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

  void operator()(BIO* bio) const { BIO_free(bio); }
};

using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;
using Memory = std::unique_ptr<BIO, Free>;

const unsigned char* BytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Key PrivateKey(const std::array<std::uint8_t, 32>& seed) {
  return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
}

// OpenSSL answers 1 for done.
bool Done(int answer) {
  return answer == 1;
}

}  // namespace

Result<SigningKey> SigningKey::Make() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  Seed seed{};
  PublicKey half{};
  std::size_t seed_size = seed.size();
  std::size_t half_size = half.size();
  if (!key || !Done(EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &seed_size)) ||
      !Done(EVP_PKEY_get_raw_public_key(key.get(), half.data(), &half_size))) {
    return Error(Errc::kUnsupported, "OpenSSL cannot make an Ed25519 key here");
  }
  return SigningKey(seed, half);
}

Result<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const Memory bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // Never asks a terminal for a password: a key with one is refused like any other text.
  const auto no_password = [](char*, int, int, void*) {
    return -1;
  };
  const Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
  Seed seed{};
  PublicKey half{};
  std::size_t seed_size = seed.size();
  std::size_t half_size = half.size();
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519 ||
      !Done(EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &seed_size)) ||
      !Done(EVP_PKEY_get_raw_public_key(key.get(), half.data(), &half_size))) {
    return Error(Errc::kConfig,
                 "no Ed25519 key in PEM without a password; `openssl genpkey -algorithm ed25519` "
                 "makes one");
  }
  return SigningKey(seed, half);
}

std::string SigningKey::Pem() const {
  const Key key = PrivateKey(seed_);
  const Memory bio(BIO_new(BIO_s_mem()));
  CW_CHECK(key && bio);
  CW_CHECK(Done(
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)));
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

std::string SigningKey::Sign(std::string_view bytes) const {
  const Key key = PrivateKey(seed_);
  const Context context(EVP_MD_CTX_new());
  CW_CHECK(key && context);
  std::string signature(kSignatureSize, '\0');
  std::size_t size = signature.size();
  CW_CHECK(Done(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get())));
  CW_CHECK(Done(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                               &size, BytesOf(bytes), bytes.size())));
  return signature;
}

bool IsSignedBy(const PublicKey& key, std::string_view bytes, std::string_view signature) {
  const Key half(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  return half && context && signature.size() == kSignatureSize &&
         Done(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, half.get())) &&
         Done(EVP_DigestVerify(context.get(), BytesOf(signature), signature.size(), BytesOf(bytes),
                               bytes.size()));
}

}  // namespace claimwatch
