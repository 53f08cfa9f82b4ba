//! Draws small maps and writes them as extracts.

use std::path::{Path, PathBuf};

use furgo_roads::{ImportError, Place, Roads, Snapped, Summary, VehicleKind, import, network_of};
use tempfile::TempDir;

type Tags = Vec<(String, String)>;

/// An element's number, its role, and its kind: 0 a node, 1 a way.
type Member = (i64, &'static str, u64);

/// A map under construction. Coordinates are metres to the east and north of a corner.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    nodes: Vec<(i64, f64, f64, Tags)>,
    ways: Vec<(i64, Vec<i64>, Tags)>,
    relations: Vec<(Vec<Member>, Tags)>,
    is_at_antimeridian: bool,
}

/// The corner.
const LAT: f64 = 43.0;
const LON: f64 = -2.0;
const METRES_PER_DEGREE: f64 = 111_195.08;

/// Where a point of a drawing lies on the earth.
pub fn place(east_m: f64, north_m: f64) -> Place {
    let lat = LAT + north_m / METRES_PER_DEGREE;
    let lon = LON + east_m / METRES_PER_DEGREE / LAT.to_radians().cos();
    Place::from_degrees(lat, lon).unwrap()
}

fn owned(tags: &[(&str, &str)]) -> Tags {
    tags.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

impl Drawing {
    /// Metres east of 0 lie west of Fiji's dawn: the corner is at 180 degrees. Nodes at 0 are at
    /// 180 when their number is even, and at -180 when it is odd.
    pub fn at_antimeridian() -> Self {
        Self { is_at_antimeridian: true, ..Self::default() }
    }

    fn place_of(&self, id: i64, east_m: f64, north_m: f64) -> Place {
        let place = place(east_m, north_m);
        if !self.is_at_antimeridian {
            return place;
        }
        let lon = place.lon() - LON;
        let is_east = lon > 0.0 || (lon == 0.0 && id % 2 == 1);
        let lon = if is_east { lon - 180.0 } else { lon + 180.0 };
        Place::from_degrees(place.lat(), lon).unwrap()
    }

    pub fn node(&mut self, id: i64, east_m: f64, north_m: f64) -> &mut Self {
        self.tagged_node(id, east_m, north_m, &[])
    }

    pub fn tagged_node(&mut self, id: i64, x: f64, y: f64, tags: &[(&str, &str)]) -> &mut Self {
        self.nodes.push((id, x, y, owned(tags)));
        self
    }

    pub fn way(&mut self, id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> &mut Self {
        self.ways.push((id, nodes.to_vec(), owned(tags)));
        self
    }

    /// A street at 36 km/h, ten metres a second; named after its number.
    pub fn street(&mut self, id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> &mut Self {
        let name = format!("Street {id}");
        let mut all = vec![("highway", "residential"), ("maxspeed", "45"), ("name", &name)];
        all.extend_from_slice(tags);
        self.way(id, nodes, &all)
    }

    /// A restriction over a node.
    pub fn restriction(&mut self, rule: &str, from: i64, via: i64, to: i64) -> &mut Self {
        let members = vec![(from, "from", 1), (via, "via", 0), (to, "to", 1)];
        self.relations.push((members, owned(&[("type", "restriction"), ("restriction", rule)])));
        self
    }

    /// A restriction over ways.
    pub fn long_restriction(&mut self, rule: &str, from: i64, via: &[i64], to: i64) -> &mut Self {
        let mut members = vec![(from, "from", 1), (to, "to", 1)];
        members.extend(via.iter().map(|way| (*way, "via", 1)));
        self.relations.push((members, owned(&[("type", "restriction"), ("restriction", rule)])));
        self
    }

    /// A cross of four streets of 100 m: node 1 in the middle, 2 east, 3 north, 4 west, 5 south,
    /// each the end of the street of the same number. A ring of streets 10 to 13 joins the ends.
    pub fn cross() -> Self {
        let mut map = Self::default();
        map.node(1, 500.0, 500.0).node(2, 600.0, 500.0).node(3, 500.0, 600.0);
        map.node(4, 400.0, 500.0).node(5, 500.0, 400.0);
        for end in 2..=5 {
            map.street(end, &[1, end], &[]);
        }
        for (ring, ends) in [(10, [2, 3]), (11, [3, 4]), (12, [4, 5]), (13, [5, 2])] {
            map.street(ring, &ends, &[]);
        }
        map
    }

    pub fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("drawn.osm.pbf");
        std::fs::write(&path, self.bytes(Packing::Zlib)).unwrap();
        path
    }

    /// Imports the drawing for a vehicle.
    pub fn try_import(&self, kind: VehicleKind) -> Result<(Roads, Summary), ImportError> {
        let folder = TempDir::new().unwrap();
        import(&self.save(folder.path()), kind, &mut |_| {})
    }

    pub fn import(&self) -> (Roads, Summary) {
        self.try_import(VehicleKind::Van).unwrap()
    }

    pub fn roads(&self) -> Roads {
        self.import().0
    }

    pub fn network(&self) -> furgo_roads::network::Network {
        let folder = TempDir::new().unwrap();
        network_of(&self.save(folder.path()), VehicleKind::Van).unwrap()
    }
}

/// The nearest point of a road to a point of the drawing.
pub fn at(roads: &Roads, east_m: f64, north_m: f64) -> Snapped {
    roads.snap(place(east_m, north_m)).unwrap()
}

/// Seconds from one point of the drawing to another.
pub fn seconds(roads: &Roads, from: (f64, f64), to: (f64, f64)) -> u32 {
    let places = [at(roads, from.0, from.1), at(roads, to.0, to.1)];
    roads.matrix(&places).durations_s[1]
}

/// How blobs are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Raw,
    Zlib,
}

impl Drawing {
    /// The whole extract: a header, nodes, ways and relations in blobs of their own.
    pub fn bytes(&self, packing: Packing) -> Vec<u8> {
        let mut header = Vec::new();
        bytes_field(&mut header, 4, b"OsmSchema-V0.6");
        bytes_field(&mut header, 4, b"DenseNodes");
        number_field(&mut header, 32, 1_700_000_000);
        let mut file = blob("OSMHeader", &header, packing);
        for block in self.blocks() {
            file.extend(blob("OSMData", &block, packing));
        }
        file
    }

    /// What the blobs of data hold: nodes, ways and relations.
    pub fn blocks(&self) -> [Vec<u8>; 3] {
        [Self::dense, Self::plain_ways, Self::plain_relations].map(|group| {
            let mut strings = Strings::default();
            let content = group(self, &mut strings);
            let mut block = Vec::new();
            bytes_field(&mut block, 1, &strings.table());
            bytes_field(&mut block, 2, &content);
            block
        })
    }

    fn dense(&self, strings: &mut Strings) -> Vec<u8> {
        let mut nodes: Vec<_> = self.nodes.iter().collect();
        nodes.sort_by_key(|node| node.0);
        let [mut ids, mut lats, mut lons, mut words] = [const { Vec::new() }; 4];
        let mut last = (0, 0, 0);
        for (id, east, north, tags) in nodes {
            let place = self.place_of(*id, *east, *north);
            let now = (*id, i64::from(place.lat_e7), i64::from(place.lon_e7));
            zigzag(&mut ids, now.0 - last.0);
            zigzag(&mut lats, now.1 - last.1);
            zigzag(&mut lons, now.2 - last.2);
            last = now;
            for (key, value) in tags {
                varint(&mut words, strings.number(key));
                varint(&mut words, strings.number(value));
            }
            varint(&mut words, 0);
        }
        let mut dense = Vec::new();
        for (field, column) in [(1, &ids), (8, &lats), (9, &lons), (10, &words)] {
            bytes_field(&mut dense, field, column);
        }
        let mut group = Vec::new();
        bytes_field(&mut group, 2, &dense);
        group
    }

    fn plain_ways(&self, strings: &mut Strings) -> Vec<u8> {
        let mut group = Vec::new();
        for (id, nodes, tags) in &self.ways {
            let mut way = Vec::new();
            number_field(&mut way, 1, *id as u64);
            tag_fields(&mut way, tags, strings);
            let (mut refs, mut last) = (Vec::new(), 0);
            for node in nodes {
                zigzag(&mut refs, node - last);
                last = *node;
            }
            bytes_field(&mut way, 8, &refs);
            bytes_field(&mut group, 3, &way);
        }
        group
    }

    fn plain_relations(&self, strings: &mut Strings) -> Vec<u8> {
        let mut group = Vec::new();
        for (index, (members, tags)) in self.relations.iter().enumerate() {
            let mut relation = Vec::new();
            number_field(&mut relation, 1, index as u64 + 1);
            tag_fields(&mut relation, tags, strings);
            let [mut roles, mut ids, mut kinds] = [const { Vec::new() }; 3];
            let mut last = 0;
            for (id, role, kind) in members {
                varint(&mut roles, strings.number(role));
                zigzag(&mut ids, id - last);
                varint(&mut kinds, *kind);
                last = *id;
            }
            for (field, column) in [(8, &roles), (9, &ids), (10, &kinds)] {
                bytes_field(&mut relation, field, column);
            }
            bytes_field(&mut group, 4, &relation);
        }
        group
    }
}

#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    /// Number 0 is never used: it separates the tags of dense nodes.
    fn number(&mut self, text: &str) -> u64 {
        let known = self.0.iter().position(|each| each == text);
        let index = known.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        });
        index as u64 + 1
    }

    fn table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        bytes_field(&mut table, 1, b"");
        self.0.iter().for_each(|text| bytes_field(&mut table, 1, text.as_bytes()));
        table
    }
}

fn tag_fields(message: &mut Vec<u8>, tags: &Tags, strings: &mut Strings) {
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for (key, value) in tags {
        varint(&mut keys, strings.number(key));
        varint(&mut values, strings.number(value));
    }
    bytes_field(message, 2, &keys);
    bytes_field(message, 3, &values);
}

/// One blob with its header and length.
pub fn blob(kind: &str, content: &[u8], packing: Packing) -> Vec<u8> {
    let mut body = Vec::new();
    match packing {
        Packing::Raw => bytes_field(&mut body, 1, content),
        Packing::Zlib => {
            number_field(&mut body, 2, content.len() as u64);
            let packed = miniz_oxide::deflate::compress_to_vec_zlib(content, 6);
            bytes_field(&mut body, 3, &packed);
        }
    }
    let mut header = Vec::new();
    bytes_field(&mut header, 1, kind.as_bytes());
    number_field(&mut header, 3, body.len() as u64);
    let mut blob = (header.len() as u32).to_be_bytes().to_vec();
    blob.extend(header);
    blob.extend(body);
    blob
}

fn varint(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

fn zigzag(to: &mut Vec<u8>, number: i64) {
    varint(to, ((number << 1) ^ (number >> 63)) as u64);
}

pub fn number_field(to: &mut Vec<u8>, field: u64, number: u64) {
    varint(to, field << 3);
    varint(to, number);
}

pub fn bytes_field(to: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(to, field << 3 | 2);
    varint(to, bytes.len() as u64);
    to.extend_from_slice(bytes);
}
