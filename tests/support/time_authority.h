// A time-stamp authority (RFC 3161) that OpenSSL's own command plays.
#pragma once

#include <string>

#include "tests/support/temp_folder.h"

namespace claimwatch::testing {

// Whether `openssl WORDS` ends well.
bool Openssl(const std::string& words);

class TimeAuthority {
 public:
  TimeAuthority();

  // Without the command it answers nothing.
  bool Available() const { return available_; }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  // The key NAME.key and its certificate NAME.pem; "authority" is there from the start.
  void MakeAuthority(const std::string& name) const;

  // What "authority" says to a request; empty when it cannot.
  std::string AnswerTo(const std::string& request) const;

 protected:
  TempFolder folder_;

 private:
  bool available_;
};

}  // namespace claimwatch::testing
