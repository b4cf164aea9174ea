package crm

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// Limits of what customers are sent beside a text, in bytes.
const (
	MaxSentImage = 10 << 20
	MaxSentVideo = 10 << 20
	MaxSentFile  = 20 << 20
	minSent      = 6 // the platform takes nothing smaller
)

// fileType is that of files: nobody's browser is to open one.
const fileType = "application/octet-stream"

// Sendable makes a blob of an image (JPG or PNG), video (MP4) or file that is to be sent to customers. What it is, is told by its bytes.
func Sendable(kind string, data []byte, at int64) (Blob, error) {
	if len(data) < minSent {
		return Blob{}, Invalid("media", "文件是空的", "the file is empty")
	}
	b := Blob{Hash: sha256.Sum256(data), Type: fileType, Size: int64(len(data)), Data: data, CreatedAt: at}
	switch kind {
	case "image":
		if len(data) > MaxSentImage {
			return Blob{}, Invalid("media", "图片最大 10 MB", "a picture may have at most 10 MB")
		}
		p, err := Picture(data, at)
		if err != nil || p.Type == "image/gif" {
			return Blob{}, Invalid("media", "只支持 JPG、PNG 图片", "only JPG and PNG pictures are taken")
		}
		return p, nil
	case "video":
		if len(data) > MaxSentVideo {
			return Blob{}, Invalid("media", "视频最大 10 MB", "a video may have at most 10 MB")
		}
		if !isMP4(data) {
			return Blob{}, Invalid("media", "只支持 MP4 视频，请先转换格式", "only MP4 videos are taken: convert it first")
		}
		b.Type = "video/mp4"
	case "file":
		if len(data) > MaxSentFile {
			return Blob{}, Invalid("media", "文件最大 20 MB", "a file may have at most 20 MB")
		}
	default:
		return Blob{}, Invalid("as", "类型只能是 image、video 或 file", "it must be kept as image, video or file")
	}
	return b, nil
}

// isMP4 looks for MPEG-4 among the brands that the file's first box names.
func isMP4(data []byte) bool {
	if len(data) < 16 || string(data[4:8]) != "ftyp" {
		return false
	}
	end := int(min(binary.BigEndian.Uint32(data), uint32(len(data))))
	for at := 8; at+4 <= end; at += 4 {
		brand := string(data[at : at+4])
		if at != 12 && (strings.HasPrefix(brand, "mp4") || strings.HasPrefix(brand, "iso") || brand == "avc1" || brand == "M4V ") {
			return true
		}
	}
	return false
}
