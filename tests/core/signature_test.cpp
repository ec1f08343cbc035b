// Ed25519 against the vectors of RFC 8032, and notes against the example of C2SP signed-note.
#include "core/signature.h"

#include <gmock/gmock.h>

#include "core/digest.h"
#include "core/signed_note.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// RFC 8032, 7.1, TEST 2, as PKCS #8: the seed 4ccd…a6fb.
constexpr std::string_view kPem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";

std::string HexOf(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(byte) >> 4U];
    hex += kDigits[static_cast<unsigned char>(byte) & 15U];
  }
  return hex;
}

TEST(SigningKey, SignsAsTheStandardSays) {
  const SigningKey key = SigningKey::FromPem(kPem).value();
  const PublicKey& half = key.public_key();
  EXPECT_EQ(HexOf(std::string(half.begin(), half.end())),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = key.Sign("\x72");
  EXPECT_EQ(HexOf(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(IsSignedBy(half, "\x72", signature));
}

TEST(SigningKey, ItsFormOnDiskReadsBack) {
  const SigningKey key = SigningKey::Make().value();
  const SigningKey again = SigningKey::FromPem(key.Pem()).value();
  EXPECT_EQ(again.public_key(), key.public_key());
  EXPECT_EQ(again.Sign("text"), key.Sign("text"));
  EXPECT_EQ(SigningKey::FromPem(kPem).value().Pem(), kPem);
}

TEST(SigningKey, TwoKeysAreNeverTheSame) {
  EXPECT_NE(SigningKey::Make().value().public_key(), SigningKey::Make().value().public_key());
}

TEST(SigningKey, AnotherTextAnotherKeyOrAChangedSignatureIsNotSigned) {
  const SigningKey key = SigningKey::Make().value();
  const std::string signature = key.Sign("text");
  EXPECT_FALSE(IsSignedBy(key.public_key(), "texT", signature));
  EXPECT_FALSE(IsSignedBy(SigningKey::Make().value().public_key(), "text", signature));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string other = signature;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(IsSignedBy(key.public_key(), "text", other)) << "byte " << i;
  }
  EXPECT_FALSE(IsSignedBy(key.public_key(), "text", signature.substr(1)));
  EXPECT_FALSE(IsSignedBy(key.public_key(), "text", ""));
}

TEST(SigningKey, WhatIsNoKeyIsRefusedWithoutBeingPrinted) {
  for (const std::string_view text : {"", "secret", "-----BEGIN PRIVATE KEY-----\nsecret\n"}) {
    const Result<SigningKey> key = SigningKey::FromPem(text);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.error().code(), Errc::kConfig);
    EXPECT_THAT(key.error().message(), HasSubstr("openssl genpkey -algorithm ed25519"));
    EXPECT_THAT(key.error().message(), ::testing::Not(HasSubstr("secret")));
  }
}

// The example in the documentation of Go's note package, which made the format.
TEST(SignedNote, ANoteThatAnotherProgramSignedOpens) {
  const VerifierKey key =
      ParseVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
          .value();
  const std::string text =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n";
  const std::string note = text +
                           "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1"
                           "FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  EXPECT_EQ(OpenNote(note, key).value(), text);
  EXPECT_EQ(FormatVerifierKey(key),
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

TEST(SignedNote, OpensForItsKeyAlone) {
  const SigningKey key = SigningKey::Make().value();
  const VerifierKey half{"log.example", key.public_key()};
  const std::string note = SignNote("log.example\n3\nroot\n", "log.example", key);
  EXPECT_THAT(note, StartsWith("log.example\n3\nroot\n\n— log.example "));
  EXPECT_EQ(OpenNote(note, half).value(), "log.example\n3\nroot\n");
  const VerifierKey other{"log.example", SigningKey::Make().value().public_key()};
  EXPECT_EQ(OpenNote(note, other).error().code(), Errc::kCorrupt);
  EXPECT_FALSE(OpenNote(note, {"other.example", key.public_key()}).ok());
}

TEST(SignedNote, EveryChangedLetterOfTheTextIsFound) {
  const SigningKey key = SigningKey::Make().value();
  const VerifierKey half{"log.example", key.public_key()};
  const std::string text = "log.example\n3\nroot\n";
  const std::string note = SignNote(text, "log.example", key);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = note;
    other[i] = other[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(OpenNote(other, half).ok()) << "letter " << i;
  }
}

TEST(SignedNote, SignaturesOfWitnessesMayStandBesideIt) {
  const SigningKey key = SigningKey::Make().value();
  const SigningKey witness = SigningKey::Make().value();
  const std::string text = "log.example\n3\nroot\n";
  const std::string both = SignNote(text, "log.example", key) +
                           SignNote(text, "witness.example", witness).substr(text.size() + 1);
  EXPECT_TRUE(OpenNote(both, {"log.example", key.public_key()}).ok());
  EXPECT_TRUE(OpenNote(both, {"witness.example", witness.public_key()}).ok());
}

TEST(SignedNote, WhatIsNoNoteIsNone) {
  const VerifierKey key{"log.example", {}};
  for (const std::string_view text : {"", "\n\n", "text\n", "text\n\n", "text\n\n— log.example\n",
                                      "text\n\n— log.example !!!\n"}) {
    EXPECT_FALSE(OpenNote(text, key).ok()) << text;
  }
}

TEST(VerifierKey, ASlipOfThePenShows) {
  const SigningKey key = SigningKey::Make().value();
  const std::string text = FormatVerifierKey({"log.example", key.public_key()});
  EXPECT_EQ(ParseVerifierKey(text + "\n").value().key, key.public_key());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == 'b' ? 'c' : 'b';
    const Result<VerifierKey> read = ParseVerifierKey(other);
    EXPECT_FALSE(read.ok()) << "letter " << i << " of " << text;
  }
  for (const std::string_view none : {"", "+", "++", "a+b", "a b+00000000+AAAA"}) {
    EXPECT_FALSE(ParseVerifierKey(none).ok()) << none;
  }
}

}  // namespace
}  // namespace claimwatch::testing
