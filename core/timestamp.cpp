#include "core/timestamp.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

namespace claimwatch {
namespace {

struct Free {
  void operator()(TS_REQ* request) const { TS_REQ_free(request); }

  void operator()(TS_RESP* answer) const { TS_RESP_free(answer); }

  void operator()(TS_MSG_IMPRINT* imprint) const { TS_MSG_IMPRINT_free(imprint); }

  void operator()(TS_VERIFY_CTX* context) const { TS_VERIFY_CTX_free(context); }

  void operator()(X509_STORE* store) const { X509_STORE_free(store); }

  void operator()(X509_ALGOR* algorithm) const { X509_ALGOR_free(algorithm); }

  void operator()(STACK_OF(X509) * certificates) const { sk_X509_free(certificates); }
};

template <typename T>
using Owned = std::unique_ptr<T, Free>;

std::string LastProblem() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "unknown reason" : reason;
}

// Never longer than the bytes given: a tail is refused.
Owned<TS_RESP> ParseAnswer(std::string_view bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = at + bytes.size();
  Owned<TS_RESP> answer(d2i_TS_RESP(nullptr, &at, static_cast<long>(bytes.size())));
  return at == end ? std::move(answer) : nullptr;
}

std::string WhyRefused(TS_STATUS_INFO* status) {
  std::string why;
  const STACK_OF(ASN1_UTF8STRING)* texts = TS_STATUS_INFO_get0_text(status);
  for (int i = 0; i < sk_ASN1_UTF8STRING_num(texts); ++i) {
    const ASN1_UTF8STRING* text = sk_ASN1_UTF8STRING_value(texts, i);
    why.append(why.empty() ? "" : "; ");
    why.append(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
               static_cast<std::size_t>(ASN1_STRING_length(text)));
  }
  return why.empty()
             ? fmt::format("status {}", ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status)))
             : why;
}

bool IsGranted(TS_STATUS_INFO* status) {
  const long said = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
  return said == TS_STATUS_GRANTED || said == TS_STATUS_GRANTED_WITH_MODS;
}

// nullopt when it is no SHA-256 digest.
std::optional<Digest> DigestIn(TS_TST_INFO* info) {
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* bytes = TS_MSG_IMPRINT_get_msg(imprint);
  Digest digest{};
  if (OBJ_obj2nid(algorithm) != NID_sha256 ||
      static_cast<std::size_t>(ASN1_STRING_length(bytes)) != digest.size()) {
    return std::nullopt;
  }
  std::copy_n(ASN1_STRING_get0_data(bytes), digest.size(), digest.begin());
  return digest;
}

std::optional<Time> TimeIn(TS_TST_INFO* info) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) {
    return std::nullopt;
  }
  return Time(std::chrono::seconds(timegm(&parts)));
}

std::string AuthorityIn(TS_RESP* answer) {
  PKCS7* token = TS_RESP_get_token(answer);
  const Owned<STACK_OF(X509)> signers(PKCS7_get0_signers(token, nullptr, 0));
  if (!signers || sk_X509_num(signers.get()) != 1) {
    ERR_clear_error();
    return "";
  }
  std::array<char, 256> name{};
  X509_NAME_oneline(X509_get_subject_name(sk_X509_value(signers.get(), 0)), name.data(),
                    static_cast<int>(name.size()));
  return name.data();
}

// Certificates as they stood when the stamp was made. The store is the context's from then on.
Result<Owned<X509_STORE>> StoreOf(const std::filesystem::path& roots, Time when) {
  Owned<X509_STORE> store(X509_STORE_new());
  if (!store || X509_STORE_load_file(store.get(), roots.c_str()) != 1) {
    return Error(Errc::kNotFound,
                 fmt::format("{}: no certificates ({})", roots.string(), LastProblem()));
  }
  X509_VERIFY_PARAM_set_time(
      X509_STORE_get0_param(store.get()),
      std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count());
  return store;
}

}  // namespace

Result<std::string> TimestampRequest(const Digest& digest) {
  const Owned<TS_REQ> request(TS_REQ_new());
  const Owned<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  const Owned<X509_ALGOR> algorithm(X509_ALGOR_new());
  Digest bytes = digest;
  unsigned char* der = nullptr;
  const bool made =
      request && imprint && algorithm && TS_REQ_set_version(request.get(), 1) == 1 &&
      X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
      TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), bytes.data(), static_cast<int>(bytes.size())) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1;
  const int size = made ? i2d_TS_REQ(request.get(), &der) : -1;
  if (size < 0) {
    return Error(Errc::kUnsupported, "OpenSSL makes no request for a time stamp: " + LastProblem());
  }
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

Result<Timestamp> ReadTimestamp(std::string_view bytes) {
  const Owned<TS_RESP> answer = ParseAnswer(bytes);
  if (!answer) {
    ERR_clear_error();
    return Error(Errc::kInvalid, "not the answer of a time-stamp authority (RFC 3161)");
  }
  if (!IsGranted(TS_RESP_get_status_info(answer.get()))) {
    return Error(Errc::kInvalid, "the time-stamp authority refused: " +
                                     WhyRefused(TS_RESP_get_status_info(answer.get())));
  }
  TS_TST_INFO* info = TS_RESP_get_tst_info(answer.get());
  const std::optional<Digest> digest = info == nullptr ? std::nullopt : DigestIn(info);
  const std::optional<Time> made = info == nullptr ? std::nullopt : TimeIn(info);
  if (!digest || !made) {
    return Error(Errc::kInvalid, "the time stamp is not one of a SHA-256 digest");
  }
  return Timestamp{*digest, *made, AuthorityIn(answer.get())};
}

std::string AuthorityOf(const Timestamp& stamp) {
  return stamp.authority.empty() ? "an authority without a name" : stamp.authority;
}

Status CheckTimestamp(std::string_view bytes, const Digest& digest,
                      const std::filesystem::path& roots) {
  const Timestamp stamp = CW_TRY(ReadTimestamp(bytes));
  const Owned<TS_RESP> answer = ParseAnswer(bytes);
  Owned<X509_STORE> store = CW_TRY(StoreOf(roots, stamp.made));
  const Owned<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
  auto* const imprint = static_cast<unsigned char*>(OPENSSL_memdup(digest.data(), digest.size()));
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(digest.size()));
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  if (TS_RESP_verify_response(context.get(), answer.get()) != 1) {
    return Error(Errc::kCorrupt, "the time stamp does not hold: " + LastProblem());
  }
  return Ok();
}

}  // namespace claimwatch
