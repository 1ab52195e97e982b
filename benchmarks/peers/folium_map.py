"""The folium peer: folium.Choropleth in an HTML component, sent again whole at every change."""

import folium
import streamlit as st
from streamlit.components.v1 import html

from benchmarks.peers.tutorial_frame import SHARES, load

st.set_page_config(layout="wide")
st.title("Energy poverty")
indicator = st.selectbox("Indicatore", list(SHARES))
gdf = load()
city = folium.Map(location=[45.46, 9.19], zoom_start=11)
choropleth = folium.Choropleth(
    geo_data=gdf,
    data=gdf,
    columns=["section_id", indicator],
    key_on="feature.properties.section_id",
    fill_color="YlGnBu",
    fill_opacity=0.8,
    line_weight=0.5,
    bins=5,
)
for name in [name for name in choropleth._children if name.startswith("color_map")]:
    del choropleth._children[name]  # its legend needs D3 from the internet
choropleth.geojson.add_child(folium.features.GeoJsonTooltip(["section_id", indicator]))
choropleth.add_to(city)
html(city.get_root().render(), height=600)
