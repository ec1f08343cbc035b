// Makes config/lexicon/zh/traditional.txt from ICU's "Traditional-Simplified": two signs a line,
// the traditional one first.
//
//   generate_traditional > config/lexicon/zh/traditional.txt
//
// A sign that is good simplified Chinese itself (a member of GB 2312: 乾, 著, 徵, 藉) is left out,
// as only a whole word would tell what it means; so is what becomes more than one sign. A few signs
// that names and numbers need are kept although ICU leaves them or GB 2312 has them.
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <unicode/translit.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace {

constexpr char32_t kFirst = 0x4E00;  // CJK Unified Ideographs
constexpr char32_t kLast = 0x9FFF;
// In Hong Kong and Taiwan 後 is "after", never the empress; 叄 and 貮 stand on cheques only.
constexpr std::u32string_view kKept = U"後后於于夥伙菸烟跤交叄叁貮贰隻只臺台倆俩麼么";

char32_t Kept(char32_t sign) {
  for (std::size_t i = 0; i + 1 < kKept.size(); i += 2) {
    if (kKept[i] == sign) {
      return kKept[i + 1];
    }
  }
  return 0;
}

// Whether `text`, one sign, stands in GB 2312.
bool IsSimplified(UConverter* gb2312, const icu::UnicodeString& text) {
  char bytes[8];
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      ucnv_fromUChars(gb2312, bytes, sizeof(bytes), text.getBuffer(), text.length(), &status);
  return U_SUCCESS(status) && size == 2 && bytes[0] != '\x1A';
}

}  // namespace

int main() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> simplify(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  UConverter* const gb2312 = ucnv_open("GB2312", &status);
  if (U_FAILURE(status)) {
    std::cerr << "generate_traditional: ICU has no Traditional-Simplified or no GB2312\n";
    return 1;
  }
  ucnv_setFromUCallBack(gb2312, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::cout << "# Made by plugins/read/generate/traditional.cpp from ICU " U_ICU_VERSION
               "; two signs a line, traditional first.\n";
  for (char32_t sign = kFirst; sign <= kLast; ++sign) {
    const icu::UnicodeString before(static_cast<UChar32>(sign));
    icu::UnicodeString after = before;
    simplify->transliterate(after);
    const char32_t kept = Kept(sign);
    if (kept != 0) {
      after = icu::UnicodeString(static_cast<UChar32>(kept));
    } else if (after == before || after.countChar32() != 1 || IsSimplified(gb2312, before)) {
      continue;
    }
    std::string line;
    before.toUTF8String(line);
    after.toUTF8String(line);
    std::cout << line << "\n";
  }
  ucnv_close(gb2312);
  return 0;
}
