// The bytes of a WARC file, unpacked as they are asked for: a plain file, one gzip member for each
// record (as the standard wants it) or one for all.
//
// A strange file costs no more memory than its reader asks for at a time. What cannot be unpacked
// is passed over on demand (Resync), so that one damaged member costs its own record.
#pragma once

#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "core/zip.h"

namespace claimwatch {

// Where a byte lies: in the file, and how far behind that when unpacked.
struct WarcPlace {
  std::uint64_t file = 0;    // of the byte, or of the gzip member that it comes from
  std::uint64_t inside = 0;  // 0 at a member's first byte and in plain files
};

// "offset 1234", "offset 1234 + 56 unpacked".
std::string PlaceText(const WarcPlace& place);

class WarcInput {
 public:
  // Reads `in` from its beginning; it must be able to seek and must outlive this.
  explicit WarcInput(std::istream& in);

  // Whether `wanted` bytes are ahead now. If not, the file ends before, or damage() says more.
  bool Fill(std::size_t wanted);

  std::string_view ahead() const { return std::string_view(buffer_).substr(start_); }

  // At most what is ahead.
  void Drop(std::size_t count);

  // Of the first byte ahead.
  WarcPlace Place() const;

  // Why nothing more can be unpacked; empty while all is well.
  const std::string& damage() const { return damage_; }

  // Goes on where a record may begin: at a later gzip member, or behind an empty line. Moves on by
  // a byte at least. false: there is no such place any more.
  bool Resync();

  // Goes to a place that Place() answered. false when the file is not that long any more.
  bool Seek(const WarcPlace& place);

  // Bytes of the file that were read.
  std::uint64_t consumed() const { return consumed_; }

 private:
  struct Member {
    std::uint64_t begins = 0;  // unpacked, from the last Restart
    std::uint64_t file = 0;
  };

  // Reads on from byte `file` of the file; what was ahead is forgotten.
  void Restart(std::uint64_t file);
  bool ReadMore();  // one piece of the file into raw_; false at the end
  bool Unpack();    // some of raw_ into buffer_; false when nothing more can come
  bool UnpackMember();
  bool BeginMember();
  bool ResyncInside();
  bool ResyncMember();

  std::istream& in_;
  bool packed_ = false;
  std::string raw_;  // read and not unpacked
  std::size_t raw_start_ = 0;
  std::uint64_t raw_end_ = 0;  // file offset behind raw_
  std::uint64_t consumed_ = 0;
  std::optional<Inflater> member_;  // the one being unpacked
  std::string buffer_;
  std::size_t start_ = 0;
  std::uint64_t position_ = 0;  // unpacked, of the first byte ahead, from the last Restart
  std::deque<Member> members_;  // those that what is ahead comes from
  std::string damage_;
};

}  // namespace claimwatch
