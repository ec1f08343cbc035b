#include "tests/support/time_authority.h"

#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace claimwatch::testing {

bool Openssl(const std::string& words) {
  return std::system(("openssl " + words + " >/dev/null 2>&1").c_str()) == 0;  // NOLINT
}

TimeAuthority::TimeAuthority() : available_(Openssl("version")) {
  if (!available_) {
    return;
  }
  folder_.Write("tsa.cnf",
                fmt::format("[tsa]\ndefault_tsa = one\n[one]\nserial = {}\nsigner_digest = "
                            "sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n",
                            File("serial")));
  MakeAuthority("authority");
}

void TimeAuthority::MakeAuthority(const std::string& name) const {
  EXPECT_TRUE(Openssl(
      fmt::format("req -x509 -newkey rsa:2048 -nodes -keyout {0}.key -out {0}.pem -days 30 -subj "
                  "'/CN=The {1}' -addext extendedKeyUsage=critical,timeStamping",
                  File(name), name)));
}

std::string TimeAuthority::AnswerTo(const std::string& request) const {
  folder_.Write("request.tsq", request);
  const bool answered = Openssl(fmt::format(
      "ts -reply -config {0}/tsa.cnf -queryfile {0}/request.tsq -signer {0}/authority.pem "
      "-inkey {0}/authority.key -out {0}/answer.tsr",
      folder_.path().string()));
  return answered ? ReadAll(File("answer.tsr")) : "";
}

}  // namespace claimwatch::testing
