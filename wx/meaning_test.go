package wx_test

import (
	"testing"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wx"
)

// documented is every code that the vendor's pages name for the operations of
// the clients, in ascending order.
var documented = map[wx.Platform][]int{
	wx.WeCom: {
		-1, 6000,
		40001, 40003, 40004, 40005, 40006, 40007, 40013, 40014, 40029, 40031, 40032, 40035, 40050, 40056, 40058, 40063, 40066, 40068,
		40080, 40082, 40083, 40084, 40085, 40086, 40091, 40096, 40098, 40099,
		40100, 40123, 40128, 40129, 40130, 40131, 40144, 40145, 40146, 40206,
		41001, 41002, 41004, 41006, 41009, 41021, 41022, 41023, 41024, 41025, 41035, 41037, 41038, 41039,
		41040, 41041, 41042, 41043, 41044, 41045, 41049, 41050, 41051, 41053, 41054, 41057, 41064, 41065, 41088, 41091, 41096, 41200,
		42001, 42007, 42009, 44001, 45001, 45002, 45009, 45033, 45035, 45036, 48002, 48006, 48011, 49008,
		50001, 50002, 50003, 50100, 60003, 60011, 60020, 60021, 60030, 60111, 60123, 81013, 81017, 82001, 84061, 84074, 84083, 84084,
		90206, 90207, 90500, 90501, 90502, 90503, 90504, 90507, 90508, 90509, 90510, 90511,
		301002, 301007, 610004, 610014, 660003, 660004, 701008, 701099, 830001, 830002, 830003,
	},
	wx.WeApp: {
		-1, 40001, 40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009, 40013, 40014, 40029, 40033, 40066,
		40101, 40125, 40163, 40164, 40200, 40226, 41001, 41002, 41004, 41005, 41006, 41008, 42001, 43002, 44002,
		45001, 45002, 45003, 45004, 45005, 45006, 45009, 45011, 45015, 45047, 45064, 45065, 45070, 45072, 45080, 45081,
		45162, 47001, 48001, 48002, 48004, 61451, 61452, 61453, 61454, 61455, 61456, 61457,
		65400, 65401, 65402, 65403, 65404, 65405, 65406, 65407, 65408, 65409, 65410, 65411, 65412, 65413, 65414, 65415,
		87014, 89503, 89506, 89507, 10130002, 10130030, 10130600, 10130601, 10130602, 10130603, 10130604,
	},
}

// Every code that a sample of the platforms holds must be explained.
func TestMeaningCoversTheContract(t *testing.T) {
	ops, err := contract.Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		for _, c := range op.Cases {
			code := c.ErrCode()
			if code == 0 {
				continue
			}
			e, ok := (&wx.Error{Platform: wx.Platform(op.Platform), Code: code}).Explain()
			if !ok || e.ZH == "" || e.EN == "" || e.DoZH == "" || e.DoEN == "" {
				t.Errorf("%s: code %d is not explained: %+v", op.Operation, code, e)
			}
		}
	}
}

func TestMeaningOfEveryDocumentedCode(t *testing.T) {
	for platform, codes := range documented {
		for i, code := range codes {
			if i > 0 && code <= codes[i-1] {
				t.Errorf("%s: the list is out of order at %d", platform, code)
			}
			e, ok := (&wx.Error{Platform: platform, Code: code}).Explain()
			if !ok || e.ZH == "" || e.EN == "" || e.DoZH == "" || e.DoEN == "" {
				t.Errorf("%s %d is not explained: %+v", platform, code, e)
			}
		}
	}
}

func TestMeaningOfCodesThatDiffer(t *testing.T) {
	wecom, _ := (&wx.Error{Platform: wx.WeCom, Code: 48002}).Explain()
	weapp, _ := (&wx.Error{Platform: wx.WeApp, Code: 48002}).Explain()
	if wecom == weapp {
		t.Error("48002 means the same on both platforms")
	}
	if general, ok := wx.Meaning(48002); !ok || general != wecom {
		t.Errorf("Meaning is %+v", general)
	}
	if _, ok := wx.Meaning(45015); !ok {
		t.Error("a code of the mini-program API has no meaning")
	}
	if _, ok := wx.Meaning(123456); ok {
		t.Error("an unknown code has a meaning")
	}
}
